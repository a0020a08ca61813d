/** Marks of a figure as buttons with one stop for Tab among them; keys walk from mark to mark (roving tabindex). */

import type { Selection } from 'd3-selection';

export interface Mark {
  readonly id: number;
  /** What a screen reader says. */
  readonly label: string;
}

export interface Operation<M extends Mark> {
  /** Id of the mark that is pressed; the first stop for Tab. */
  readonly selected: number | null;
  readonly onSelect: (id: number) => void;
  /** Where a key leads from a mark; undefined for keys that lead nowhere. */
  readonly walk: (marks: readonly M[], from: M, key: string) => M | undefined;
  /** Pointer or focus entered a mark, or left (null). */
  readonly onPoint?: (mark: M | null) => void;
}

/** Makes each group the button of its mark. May be called again after the marks have changed; focus keeps its place. */
export function makeOperable<M extends Mark>(
  groups: Selection<SVGGElement, M, SVGSVGElement, unknown>,
  marks: readonly M[],
  { selected, onSelect, walk, onPoint }: Operation<M>,
): void {
  const stop = marks.some(({ id }) => id === selected) ? selected : marks[0]?.id;
  const focus = (mark: M) => {
    groups.attr('tabindex', ({ id }) => (id === mark.id ? 0 : -1));
    groups
      .filter(({ id }) => id === mark.id)
      .node()
      // A click before the key would otherwise leave the focus without its ring in some browsers.
      ?.focus({ focusVisible: true });
  };
  const focused = groups.filter(function () {
    return this === this.ownerDocument.activeElement;
  });
  groups.selectChildren('title').remove();
  groups
    .attr('role', 'button')
    .attr('tabindex', ({ id }) => (id === (focused.empty() ? stop : focused.datum().id) ? 0 : -1))
    .attr('aria-label', mark => mark.label)
    .attr('aria-pressed', ({ id }) => String(id === selected))
    .attr('cursor', 'pointer')
    .on('click', (_, { id }) => onSelect(id))
    .on('pointerenter focus', (_, mark) => onPoint?.(mark))
    .on('pointerleave blur', () => onPoint?.(null))
    .on('keydown', (event: KeyboardEvent, mark) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' || event.key === ' ') onSelect(mark.id);
      else {
        const target = walk(marks, mark, event.key);
        if (!target) return;
        focus(target);
      }
      event.preventDefault();
    });
}

/** What `makeOperable` gives a mark. */
const ATTRIBUTES = ['role', 'tabindex', 'aria-label', 'aria-pressed', 'cursor'];
const EVENTS = 'click pointerenter focus pointerleave blur keydown';

/** Takes from each group whatever an earlier drawing made it a button or a titled mark with. */
export function makeInert<M extends Mark>(groups: Selection<SVGGElement, M, SVGSVGElement, unknown>): void {
  for (const name of ATTRIBUTES) groups.attr(name, null);
  groups.on(EVENTS, null);
  groups.selectChildren('title').remove();
}

/** Makes each group a part of a picture, with what it is as its title. */
export function titleMarks<M extends Mark>(groups: Selection<SVGGElement, M, SVGSVGElement, unknown>): void {
  makeInert(groups);
  groups.append('title').text(({ label }) => label);
}

/** The walk through marks one below the other. */
export function walkList<M extends Mark>(marks: readonly M[], from: M, key: string): M | undefined {
  const index = marks.indexOf(from);
  switch (key) {
    case 'ArrowUp':
      return marks[index - 1];
    case 'ArrowDown':
      return marks[index + 1];
    case 'Home':
      return marks[0];
    case 'End':
      return marks.at(-1);
    default:
      return undefined;
  }
}
