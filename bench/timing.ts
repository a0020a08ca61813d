/** Times of several ways to do the same work, taken in turns so that a busy machine slows all of them alike. */

/** Milliseconds, one a round, in the order of the rounds. */
export type Times = readonly number[];

/** Runs all cases in turn, round after round. A case is over when its result is read, not when it is asked for. */
export async function timeInTurns<Name extends string>(
  cases: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, Times>> {
  const names = Object.keys(cases) as Name[];
  const times = Object.fromEntries(names.map(name => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(await elapsed(cases[name]));
  }
  return times;
}

/** Milliseconds that one run takes. */
export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: Times): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median over the rounds of one time divided by another of the same round. */
export function medianRatio(numerators: Times, denominators: Times): number {
  return median(numerators.map((time, round) => time / (denominators[round] ?? Number.NaN)));
}
