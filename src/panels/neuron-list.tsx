/** The ranked neurons as a list box of which only the rows in view are drawn; arrow keys walk all of them. */

import './neuron-list.css';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useCallback, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatNeuron } from '../engine/neurons/neuron';
import type { RankedNeuron } from '../engine/neurons/ranking';
import { formatCount } from '../figures/format';
import {
  drawNeuronHead,
  drawNeuronList,
  markNeurons,
  NEURON_ROW,
  type NeuronListOptions,
  type NeuronRow,
} from '../figures/neuron-list';
import { drawNeuronSwitches, switchesWidth } from '../figures/neuron-switches';
import { NeuronSwitch } from './neuron-switch';
import { usePrinting } from './use-media';
import { inType, showInType, useTypeScale } from './use-type-scale';
import { useHeight, useWidth } from './use-width';

/** What the figure is told that does not depend on what is in view. Stable between renders unless it changes. */
export type ListOptions = Omit<NeuronListOptions, 'width' | 'idOf' | 'count' | 'onSelect'>;

interface Props {
  /** What is asked of the neurons; another ranking that answers the same leaves the reader where they are. */
  readonly question: string;
  readonly ranking: readonly RankedNeuron[];
  /** Row of a neuron at a place, counted from 1. Stable between renders unless rows change. */
  readonly rowOf: (neuron: RankedNeuron, place: number) => NeuronRow;
  readonly options: ListOptions;
  /** Name and unit of the values. */
  readonly head: { readonly value: string; readonly unit: string };
  /** Address of the selected neuron. */
  readonly selected: string | null;
  /** Its place; null where the list does not hold it. */
  readonly selectedPlace: number | null;
  /** Stable between renders. */
  readonly onSelect: (neuron: RankedNeuron) => void;
  /** Addresses of the neurons that are switched off, or changed otherwise; and to switch one, stable between renders. */
  readonly off: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly onSwitch: (neuron: RankedNeuron) => void;
  /** What the list shows, in a sentence. */
  readonly label: string;
}

/** Rows drawn beyond either edge, so that scrolling meets drawn ones. */
const SPARE = 6;
/** Rows on paper, from the first in view. */
const PRINTED = 25;
/** From this width in units on each row has a switch for off; the key does the same in any. */
const ROOM_FOR_SWITCHES = 600;

export function NeuronList(props: Props) {
  const { question, ranking, rowOf, options, head, selected, selectedPlace, onSelect, label } = props;
  const { off, changed, onSwitch } = props;
  const box = useRef<HTMLDivElement>(null);
  const headSvg = useRef<SVGSVGElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const height = useHeight(box);
  const rowPixels = NEURON_ROW * useTypeScale();
  const [firstRow, setFirstRow] = useState(0);
  const [focused, setFocused] = useState(false);
  const [active, setActive] = useState(selectedPlace ?? 1);
  /** The neuron whose changes are open, and the place that it had then: a change may move it. */
  const [open, setOpen] = useState<{ readonly address: string; readonly place: number } | null>(null);
  const id = useId();
  const idOf = useCallback((place: number) => `${id}-${place}`, [id]);

  const openAt = useCallback(
    (place: number) => {
      const neuron = ranking[place - 1];
      if (neuron) setOpen({ address: formatNeuron(neuron), place });
    },
    [ranking],
  );

  const inView = Math.ceil(height / NEURON_ROW) + 1;
  const printing = usePrinting();
  const above = printing ? 0 : SPARE;
  const from = Math.max(0, Math.min(firstRow - above, ranking.length - 1));
  const to = Math.min(ranking.length, firstRow + (printing ? PRINTED : inView + SPARE));

  // Rows of another height bring others into view, without a scroll event.
  useLayoutEffect(() => {
    if (box.current) setFirstRow(Math.floor(box.current.scrollTop / rowPixels));
  }, [rowPixels]);

  /** Scrolls no further than it must. */
  const reveal = useCallback(
    (place: number) => {
      const element = box.current;
      if (!element) return;
      const top = (place - 1) * rowPixels;
      const bottom = top + rowPixels;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight)
        element.scrollTop = bottom - element.clientHeight;
      // The event comes a frame later; until then the row would not be there to be named.
      setFirstRow(Math.floor(element.scrollTop / rowPixels));
    },
    [rowPixels],
  );

  // The answer to another question is read from its beginning, or from the neuron that is selected in it.
  const [seen, setSeen] = useState({ question, ranking });
  if (seen.ranking !== ranking || seen.question !== question) {
    setSeen({ question, ranking });
    setActive(
      seen.question === question ? Math.min(active, Math.max(1, ranking.length)) : (selectedPlace ?? 1),
    );
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the question changes, even under the same place.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const middle = ((selectedPlace ?? 1) - 0.5) * rowPixels;
    element.scrollTop = selectedPlace === null ? 0 : middle - element.clientHeight / 2;
  }, [question]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is selected, not when that one moves.
  useLayoutEffect(() => {
    if (selectedPlace !== null) reveal(selectedPlace);
  }, [selected, reveal]);

  const rows = useMemo(
    () => ranking.slice(from, to).map((neuron, at) => rowOf(neuron, from + at + 1)),
    [ranking, from, to, rowOf],
  );
  const hasSwitches = width >= ROOM_FOR_SWITCHES;
  const shared = useMemo(
    () =>
      width > 0 ? { ...options, width: width - switchesWidth(hasSwitches), count: ranking.length } : null,
    [options, width, hasSwitches, ranking],
  );
  useLayoutEffect(() => {
    if (!headSvg.current || !shared) return;
    drawNeuronHead(headSvg.current, { ...shared, ...head });
    showInType(headSvg.current);
  }, [shared, head]);
  useLayoutEffect(() => {
    if (!svg.current || !shared) return;
    drawNeuronList(svg.current, rows, {
      ...shared,
      // On paper the list is a picture.
      ...(!printing && { idOf }),
      onSelect: place => {
        const neuron = ranking[place - 1];
        // First: what it asks of the engine is then sent before React draws.
        if (neuron) onSelect(neuron);
        setActive(place);
      },
    });
  }, [rows, shared, idOf, ranking, onSelect, printing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever rows were drawn, whatever they hold.
  useLayoutEffect(() => {
    if (svg.current) markNeurons(svg.current, { selected, active: focused ? active : null });
  }, [rows, shared, selected, active, focused]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: likewise.
  useLayoutEffect(() => {
    if (!svg.current || !shared) return;
    showInType(svg.current);
    if (printing) return;
    const { width: rowWidth, theme } = shared;
    const switchAt = (place: number) => {
      const neuron = ranking[place - 1];
      if (neuron) onSwitch(neuron);
    };
    drawNeuronSwitches(svg.current, {
      width: rowWidth,
      theme,
      off,
      changed,
      onSwitch: switchAt,
      onMore: openAt,
      hasRoom: hasSwitches,
    });
    showInType(svg.current);
  }, [rows, shared, hasSwitches, off, changed, ranking, onSwitch, openAt, printing]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const neuron = ranking[active - 1];
    if (event.key === 'Enter' || event.key === ' ') {
      if (neuron) onSelect(neuron);
    } else if (event.key === 'o') {
      if (neuron) onSwitch(neuron);
    } else if (event.key === 'c') {
      openAt(active);
    } else {
      const next = walk(event.key, active, ranking.length, inView - 2);
      if (next === null) return;
      setActive(next);
      reveal(next);
    }
    event.preventDefault();
  }

  return (
    <div translate="no" className="figure neuron-list">
      {printing && (
        <p className="dim">
          Neurons {formatCount(from + 1)} to {formatCount(to)} of {formatCount(ranking.length)}.
        </p>
      )}
      <svg ref={headSvg} />
      <div
        ref={box}
        className="neuron-scroller"
        role="listbox"
        aria-label={label}
        aria-keyshortcuts="o c"
        aria-activedescendant={active > from && active <= to ? idOf(active) : undefined}
        tabIndex={0}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        onScroll={event => setFirstRow(Math.floor(event.currentTarget.scrollTop / rowPixels))}
      >
        <div role="presentation" style={printing ? {} : { height: inType(ranking.length * NEURON_ROW) }}>
          <svg ref={svg} style={{ top: inType(from * NEURON_ROW) }} />
          {open && (
            <div
              ref={anchor}
              className="neuron-anchor"
              style={{ top: inType((open.place - 1) * NEURON_ROW) }}
            />
          )}
        </div>
      </div>
      <Popover.Root open={open !== null} onOpenChange={isOpen => !isOpen && setOpen(null)}>
        <Popover.Anchor virtualRef={anchor} />
        <Popover.Portal>
          <Popover.Content
            className="floating neuron-changes"
            align="end"
            sideOffset={2}
            collisionPadding={8}
            aria-label={`Change ${open?.address}`}
            onCloseAutoFocus={event => {
              box.current?.focus();
              event.preventDefault();
            }}
          >
            {open && (
              <>
                <code translate="no">{open.address}</code>
                <NeuronSwitch address={open.address} hasCorpus={options.hasWords} />
              </>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
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
