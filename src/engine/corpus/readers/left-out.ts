/** What of a file is not read, counted by reason, with the first few places. */

export interface LeftOut {
  /** After a number: `rows with more cells than columns`. */
  readonly reason: string;
  readonly count: number;
  /** Rows or lines as the file counts them, from 1: the first few. */
  readonly first: readonly number[];
}

/** Places that are named. */
const NAMED = 3;

/** Counts what is left out. */
export class LeftOutTally {
  readonly #reasons = new Map<string, { count: number; first: number[] }>();

  /** @param reason begins with what is counted, in the plural: `rows with …`, `lines without …` */
  add(reason: string, place: number): void {
    const known = this.#reasons.get(reason);
    if (!known) this.#reasons.set(reason, { count: 1, first: [place] });
    else {
      known.count += 1;
      if (known.first.length < NAMED) known.first.push(place);
    }
  }

  list(): LeftOut[] {
    return [...this.#reasons].map(([reason, { count, first }]) => ({ reason, count, first }));
  }
}

/** What is left out for one reason: `2 rows with more cells than columns (rows 4 and 9)`. */
export function leftOutPhrase({ reason, count, first }: LeftOut): string {
  const [unit = '', ...rest] = reason.split(' ');
  const noun = count === 1 ? unit.replace(/s$/, '') : unit;
  const places = first.map(place => place.toLocaleString('en'));
  const named =
    count > first.length
      ? `${places.join(', ')} …`
      : places.length > 1
        ? `${places.slice(0, -1).join(', ')} and ${places.at(-1)}`
        : (places[0] ?? '');
  return `${count.toLocaleString('en')} ${noun} ${rest.join(' ')} (${noun} ${named})`;
}

/** All that is left out of a file, in one sentence; null where all of it is read. */
export function leftOutSentence(file: string, leftOut: readonly LeftOut[]): string | null {
  if (leftOut.length === 0) return null;
  return `${file}: left out ${leftOut.map(leftOutPhrase).join('; ')}.`;
}
