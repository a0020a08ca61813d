/** A place for a figure: an svg as wide as its surroundings, drawn anew when data, width or theme change. */

import { useLayoutEffect, useRef } from 'react';
import { useWidth } from './use-width';

/** Draws at a width in CSS pixels. Stable between renders unless the figure changes. */
export type Draw = (svg: SVGSVGElement, width: number) => void;

export function Figure({ draw, className }: { draw: Draw; className?: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(frame);

  useLayoutEffect(() => {
    if (svg.current && width > 0) draw(svg.current, width);
  }, [draw, width]);

  return (
    <div ref={frame} className={className ? `figure ${className}` : 'figure'}>
      <svg ref={svg} />
    </div>
  );
}
