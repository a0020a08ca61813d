/** Fewer events: those that come in quick succession are one, the last. */

export interface Throttled<E> {
  tell(event: E): void;
  /** Tells the last event if it was held back. */
  flush(): void;
}

/**
 * @param interval milliseconds between two events that are passed on; one that comes sooner waits for the next, or for
 * `flush`
 */
export function throttled<E>(
  listener: (event: E) => void,
  interval: number,
  now: () => number = () => performance.now(),
): Throttled<E> {
  let last = Number.NEGATIVE_INFINITY;
  let held: { readonly event: E } | null = null;
  return {
    tell(event) {
      const time = now();
      if (time - last < interval) {
        held = { event };
        return;
      }
      last = time;
      held = null;
      listener(event);
    },
    flush() {
      if (held) listener(held.event);
      held = null;
    },
  };
}
