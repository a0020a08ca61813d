/** A place for a figure: an svg as wide as its surroundings, drawn anew when data, width or theme change. */

import { useLayoutEffect, useRef, useState } from 'react';

/** Draws at a width in CSS pixels. Stable between renders unless the figure changes. */
export type Draw = (svg: SVGSVGElement, width: number) => void;

export function Figure({ draw, className }: { draw: Draw; className?: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (svg.current && width > 0) draw(svg.current, width);
  }, [draw, width]);

  return (
    <div ref={frame} className={className ? `figure ${className}` : 'figure'}>
      <svg ref={svg} />
    </div>
  );
}
