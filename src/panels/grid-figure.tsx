/** The layer grid on the page: names and totals stay, the cells of a long text scroll between them. */

import './grid-figure.css';
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatSigned } from '../figures/format';
import { drawGridCells, type PointedCell } from '../figures/grid-cells';
import { type GridLayout, layoutGrid } from '../figures/grid-layout';
import { drawGridNames, drawGridTotals, type GridData, type GridOptions } from '../figures/layer-grid';
import { useEscape } from './use-escape';
import { inType, showInType, useTypeScale } from './use-type-scale';
import { useWidth } from './use-width';

interface Props {
  readonly data: GridData;
  /** Stable between renders unless the figure changes. */
  readonly options: Omit<GridOptions, 'onPoint'>;
}

export function GridFigure({ data, options }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const names = useRef<SVGSVGElement>(null);
  const cells = useRef<SVGSVGElement>(null);
  const totals = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);
  const scale = useTypeScale();
  const [pointed, setPointed] = useState<PointedCell | null>(null);
  const layout = useMemo(
    () => (width > 0 ? layoutGrid(data, width, options.theme) : null),
    [data, width, options.theme],
  );
  useLayoutEffect(() => {
    if (!layout || !names.current || !cells.current || !totals.current) return;
    drawGridNames(names.current, data, layout, options);
    drawGridCells(cells.current, data, layout, { ...options, onPoint: setPointed });
    drawGridTotals(totals.current, data, layout, options);
    for (const { current } of [names, cells, totals]) if (current) showInType(current);
  }, [data, layout, options]);
  // A word may have been selected elsewhere, and stand where the cells are scrolled out of view.
  const place = layout?.columns[data.columns.findIndex(({ id }) => id === options.selected.column)];
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || !place) return;
    const [left, right] = [place.x * scale, (place.x + place.width) * scale];
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  }, [place, scale]);
  const sides = useSides(scroller, layout);
  useEscape(pointed !== null, () => setPointed(null));

  const row = data.rows.find(({ site }) => site === pointed?.site);
  const at = data.columns.findIndex(({ id }) => id === pointed?.column);
  const value = row?.values[at] ?? null;
  const write = data.wording?.format ?? formatSigned;
  const [changed, untouched] = [row?.runs?.changed[at], row?.runs?.untouched[at]];
  const without = data.columns[at]?.isVoid ? data.wording?.none : data.wording?.unknown;
  return (
    <>
      <div translate="no" ref={frame} className="figure grid-figure">
        <svg ref={names} />
        <div ref={scroller} className="grid-scroller" data-more={sides}>
          <svg ref={cells} />
          {layout?.totalsScroll && <svg ref={totals} />}
        </div>
        {layout && !layout.totalsScroll && <svg ref={totals} />}
        {pointed && row && at >= 0 && layout && (
          // The cell's own label says the same to a screen reader.
          <div
            className="tooltip grid-tooltip"
            aria-hidden="true"
            style={{
              insetBlockStart: inType(pointed.y),
              left: `clamp(0px, ${inType(layout.nameWidth + pointed.x)} - ${scroller.current?.scrollLeft ?? 0}px, 100% - 11rem)`,
            }}
          >
            <strong>{value === null ? without : write(value)}</strong>{' '}
            <span className="dim">
              <bdi translate="no" className="grid-tooltip-word">
                {data.columns[at]?.text}
              </bdi>{' '}
              at <code translate="no">{row.site}</code>
            </span>
            {changed !== undefined && untouched !== undefined && (
              <p className="dim">
                with changes {formatSigned(changed)}, without {formatSigned(untouched)}
              </p>
            )}
          </div>
        )}
      </div>
      {sides !== '' && (
        <p className="dim grid-more">The grid goes on sideways: scroll it, or walk it with the arrow keys.</p>
      )}
    </>
  );
}

/** The sides to which the cells go on out of view: "left", "right", both, or none. */
function useSides(scroller: RefObject<HTMLElement | null>, layout: GridLayout | null): string {
  const [sides, setSides] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout may be wider.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const left = box.scrollLeft > 1;
      const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
      setSides([...(left ? ['left'] : []), ...(right ? ['right'] : [])].join(' '));
    };
    look();
    box.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [scroller, layout]);
  return sides;
}
