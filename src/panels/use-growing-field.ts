/** A text box as high as its text in browsers that do not know `field-sizing`. */

import { type RefObject, useLayoutEffect, useRef } from 'react';

const growsByItself = CSS.supports('field-sizing', 'content');

/** Fits the height of a box to the text it holds, as far as its style lets it; one that the user has sized stays so. */
export function useGrowingField(field: RefObject<HTMLTextAreaElement | null>, shown: string): void {
  const given = useRef('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the text changes, whose lines the browser counts.
  useLayoutEffect(() => {
    const box = field.current;
    if (growsByItself || !box) return;
    const adjust = () => {
      if (box.style.height !== given.current) return;
      box.style.height = '';
      const borders = box.offsetHeight - box.clientHeight;
      box.style.height = `${box.scrollHeight + borders}px`;
      given.current = box.style.height;
    };
    adjust();
    // In another width the text has other lines.
    let width = box.clientWidth;
    const observer = new ResizeObserver(() => {
      if (box.clientWidth !== width) adjust();
      width = box.clientWidth;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [field, shown]);
}
