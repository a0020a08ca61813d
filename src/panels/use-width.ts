/** The size of an element, as it changes, in the units that figures are drawn in. */

import { type RefObject, useLayoutEffect, useState } from 'react';
import { useTypeScale } from './use-type-scale';

/** Inner width in whole units, without a scroll bar; 0 before the first layout. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  return useInner(element, 'clientWidth');
}

/** Inner height in whole units, without a scroll bar; 0 before the first layout. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  return useInner(element, 'clientHeight');
}

function useInner(element: RefObject<HTMLElement | null>, side: 'clientWidth' | 'clientHeight'): number {
  const [pixels, setPixels] = useState(0);
  const scale = useTypeScale();
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return;
    const measure = () => setPixels(measured[side]);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, side]);
  return Math.floor(pixels / scale);
}
