/** Text fields that are read when they are finished, not with every key. */

import { type RefObject, useEffect, useRef } from 'react';

/**
 * A field, uncontrolled, whose text is taken on Enter, on leaving it, and with each step of a number.
 * @param value what the field shows
 * @param commit takes a finished text; returns what the field then shows
 */
export function useFinishedInput(
  value: string,
  commit: (text: string) => string,
): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => {
    if (field.current) field.current.value = value;
  }, [value]);
  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const take = () => {
      input.value = latest.current(input.value);
    };
    // React's onChange answers every key; the browser's own event comes once the text is finished.
    input.addEventListener('change', take);
    return () => input.removeEventListener('change', take);
  }, []);
  return field;
}
