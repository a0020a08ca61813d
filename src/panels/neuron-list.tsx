/** The ranked neurons as a list box of which only the rows in view are drawn; arrow keys walk all of them. */

import './neuron-list.css';
import { type KeyboardEvent, useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import type { RankedNeuron } from '../engine/neurons/ranking';
import {
  drawNeuronHead,
  drawNeuronList,
  NEURON_ROW,
  type NeuronListOptions,
  type NeuronRow,
} from '../figures/neuron-list';
import { useWidth } from './use-width';

/** What the figure is told that does not depend on what is in view. Stable between renders unless it changes. */
export type ListOptions = Omit<NeuronListOptions, 'width' | 'active' | 'idOf' | 'count' | 'onSelect'>;

interface Props {
  readonly ranking: readonly RankedNeuron[];
  /** Row of a neuron at a place, counted from 1. */
  readonly rowOf: (neuron: RankedNeuron, place: number) => NeuronRow;
  readonly options: ListOptions;
  /** Name and unit of the values. */
  readonly head: { readonly value: string; readonly unit: string };
  /** Place of the selected neuron; null where the list does not hold it. */
  readonly selectedPlace: number | null;
  readonly onSelect: (neuron: RankedNeuron) => void;
  /** What the list shows, in a sentence. */
  readonly label: string;
}

/** Rows drawn beyond either edge, so that scrolling meets drawn ones. */
const SPARE = 6;

export function NeuronList({ ranking, rowOf, options, head, selectedPlace, onSelect, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const headSvg = useRef<SVGSVGElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(box);
  const [firstRow, setFirstRow] = useState(0);
  const [focused, setFocused] = useState(false);
  const [active, setActive] = useState(selectedPlace ?? 1);
  const id = useId();
  const idOf = useCallback((place: number) => `${id}-${place}`, [id]);

  const inView = Math.ceil((box.current?.clientHeight ?? 0) / NEURON_ROW) + 1;
  const from = Math.max(0, Math.min(firstRow - SPARE, ranking.length - 1));
  const to = Math.min(ranking.length, firstRow + inView + SPARE);

  /** Scrolls no further than it must. */
  const reveal = useCallback((place: number) => {
    const element = box.current;
    if (!element) return;
    const top = (place - 1) * NEURON_ROW;
    const bottom = top + NEURON_ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
    // The event comes a frame later; until then the row would not be there to be named.
    setFirstRow(Math.floor(element.scrollTop / NEURON_ROW));
  }, []);

  // Another ranking is read from its beginning, or from the neuron that is selected in it.
  const [seen, setSeen] = useState(ranking);
  if (seen !== ranking) {
    setSeen(ranking);
    setActive(selectedPlace ?? 1);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the ranking changes, even under the same place.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const middle = ((selectedPlace ?? 1) - 0.5) * NEURON_ROW;
    element.scrollTop = selectedPlace === null ? 0 : middle - element.clientHeight / 2;
  }, [ranking]);
  useLayoutEffect(() => {
    if (selectedPlace !== null) reveal(selectedPlace);
  }, [selectedPlace, reveal]);

  useLayoutEffect(() => {
    if (!svg.current || !headSvg.current || width === 0) return;
    const rows = ranking.slice(from, to).map((neuron, at) => rowOf(neuron, from + at + 1));
    const shared = { ...options, width, count: ranking.length };
    drawNeuronHead(headSvg.current, { ...shared, ...head });
    drawNeuronList(svg.current, rows, {
      ...shared,
      active: focused ? active : null,
      idOf,
      onSelect: place => {
        const neuron = ranking[place - 1];
        setActive(place);
        if (neuron) onSelect(neuron);
      },
    });
  }, [ranking, from, to, rowOf, options, head, width, active, focused, idOf, onSelect]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const neuron = ranking[active - 1];
    if (event.key === 'Enter' || event.key === ' ') {
      if (neuron) onSelect(neuron);
    } else {
      const next = walk(event.key, active, ranking.length, inView - 2);
      if (next === null) return;
      setActive(next);
      reveal(next);
    }
    event.preventDefault();
  }

  return (
    <div className="figure neuron-list">
      <svg ref={headSvg} />
      <div
        ref={box}
        className="neuron-scroller"
        role="listbox"
        aria-label={label}
        aria-activedescendant={active > from && active <= to ? idOf(active) : undefined}
        tabIndex={0}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        onScroll={event => setFirstRow(Math.floor(event.currentTarget.scrollTop / NEURON_ROW))}
      >
        <div role="presentation" style={{ height: ranking.length * NEURON_ROW }}>
          <svg ref={svg} style={{ top: from * NEURON_ROW }} />
        </div>
      </div>
    </div>
  );
}

/** The place that a key leads to; null for keys that lead nowhere. */
function walk(key: string, from: number, count: number, page: number): number | null {
  const to = (place: number) => Math.max(1, Math.min(count, place));
  switch (key) {
    case 'ArrowDown':
      return to(from + 1);
    case 'ArrowUp':
      return to(from - 1);
    case 'PageDown':
      return to(from + page);
    case 'PageUp':
      return to(from - page);
    case 'Home':
      return 1;
    case 'End':
      return to(count);
    default:
      return null;
  }
}
