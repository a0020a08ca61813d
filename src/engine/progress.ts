/** How far long work is, and what that says of its end. */

export interface Progress {
  /** Passes made. */
  readonly done: number;
  /** Passes that it takes as far as is known by now; grows where accuracy asks for more. */
  readonly expected: number;
}

/**
 * Milliseconds that are left at the pace so far; null before there is one.
 * @param elapsed milliseconds since the first pass began
 */
export function timeLeft({ done, expected }: Progress, elapsed: number): number | null {
  return done > 0 ? (elapsed / done) * Math.max(0, expected - done) : null;
}
