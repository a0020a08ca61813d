/** A place for a figure: an svg as wide as its surroundings, drawn anew when data, width or theme change. */

import { useLayoutEffect, useRef } from 'react';
import { showInType } from './use-type-scale';
import { useWidth } from './use-width';

/** Draws at a width in units, which are CSS pixels where the browser's type has its usual size. Stable between renders unless the figure changes. */
export type Draw = (svg: SVGSVGElement, width: number) => void;

export function Figure({ draw, className }: { draw: Draw; className?: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);

  useLayoutEffect(() => {
    if (!svg.current || width === 0) return;
    draw(svg.current, width);
    showInType(svg.current);
  }, [draw, width]);

  return (
    <div ref={frame} translate="no" className={className ? `figure ${className}` : 'figure'}>
      <svg ref={svg} />
    </div>
  );
}
