/** The size of an element, as it changes. */

import { type RefObject, useLayoutEffect, useState } from 'react';

/** Inner width in whole CSS pixels, without a scroll bar; 0 before the first layout. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  return useInner(element, 'clientWidth');
}

/** Inner height in whole CSS pixels, without a scroll bar; 0 before the first layout. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  return useInner(element, 'clientHeight');
}

function useInner(element: RefObject<HTMLElement | null>, side: 'clientWidth' | 'clientHeight'): number {
  const [length, setLength] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return;
    const measure = () => setLength(Math.floor(measured[side]));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, side]);
  return length;
}
