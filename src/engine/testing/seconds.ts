/** How long work keeps the processor busy, for tests of what must not grow with the square of its input. */

/** Far above what a megabyte takes on a slow machine, a second or two; with its square it would grow to an hour. */
export const SECONDS_OF_A_MEGABYTE = 60;

/** Seconds of the processor's time that work takes, whatever else runs beside this process. */
export function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
