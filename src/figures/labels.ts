/** Where labels stand: which have room where they are, and in which row those that must all stand. */

import type { Interval } from './spread';

/** Labels that touch nothing, by their index; those at both ends are set first, then the others in turn. */
export function standing(labels: readonly Interval[], gap: number): Set<number> {
  const kept = new Set<number>();
  const order = labels.map((_, i) => i);
  const last = order.pop();
  const touches = (a: Interval, b: Interval | undefined) =>
    b !== undefined && Math.abs(a.at - b.at) < (a.size + b.size) / 2 + gap;
  for (const i of [...order.splice(0, 1), ...(last === undefined ? [] : [last]), ...order]) {
    const label = labels[i];
    if (label && ![...kept].some(other => touches(label, labels[other]))) kept.add(i);
  }
  return kept;
}

/** A label that begins at a line, and runs to the right of it. */
export interface Flag {
  readonly at: number;
  readonly width: number;
}

export interface FlagPlace {
  readonly left: number;
  /** From the plot upwards. */
  readonly row: number;
}

/**
 * Places flags at lines that rise out of a plot: as low as no other is in the way. One that would run
 * past `to` is moved to the left. A flag stands higher than one whose line it would otherwise lie across.
 */
export function stackFlags(flags: readonly Flag[], from: number, to: number, gap: number): FlagPlace[] {
  const places = new Array<FlagPlace>(flags.length).fill({ left: from, row: 0 });
  const byPlace = flags.map((flag, i) => ({ ...flag, i })).sort((a, b) => b.at - a.at);
  const starts: number[] = [];
  for (const { at, width, i } of byPlace) {
    // One that is wider than the plot begins in front of it.
    const left = Math.max(Math.min(from, Math.max(0, to - width)), Math.min(at, to - width));
    const crossed = byPlace.filter(other => other.at > at && other.at < left + width + gap);
    const lowest = Math.max(0, ...crossed.map(other => (places[other.i]?.row ?? 0) + 1));
    const free = starts.findIndex((start, row) => row >= lowest && left + width + gap <= start);
    const row = free < 0 ? Math.max(lowest, starts.length) : free;
    starts[row] = left;
    places[i] = { left, row };
  }
  return places;
}

/** Places items of these widths side by side, in as many rows as they need. */
export function flowRows(widths: readonly number[], room: number, gap: number): FlagPlace[] {
  let left = 0;
  let row = 0;
  return widths.map(width => {
    if (left > 0 && left + width > room) {
      left = 0;
      row += 1;
    }
    const place = { left, row };
    left += width + gap;
    return place;
  });
}

export interface NamedMark {
  readonly x: number;
  readonly y: number;
  /** Of its name. */
  readonly width: number;
  /** Is named whatever it covers. */
  readonly must: boolean;
}

export interface NameRoom {
  readonly left: number;
  readonly right: number;
  /** From the middle of a mark to its name. */
  readonly distance: number;
  readonly height: number;
}

/**
 * The left edge of each name, to the right of its mark or else to the left; null where it would cover
 * another mark or name. Earlier marks are named first.
 */
export function nameMarks(
  marks: readonly NamedMark[],
  others: readonly { readonly x: number; readonly y: number }[],
  { left, right, distance, height }: NameRoom,
): ({ readonly left: number } | null)[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return marks.map(mark => {
    const choices = [mark.x + distance, mark.x - distance - mark.width].filter(
      from => from >= left && from + mark.width <= right,
    );
    const isFree = (from: number) => {
      const meets = (y: number) => Math.abs(y - mark.y) < height;
      const to = from + mark.width;
      return (
        !others.some(({ x, y }) => meets(y) && x > from - 2 && x < to + 2) &&
        !taken.some(name => meets(name.y) && name.right > from && name.left < to)
      );
    };
    const place = choices.find(isFree) ?? (mark.must ? choices[0] : undefined);
    if (place === undefined) return null;
    taken.push({ left: place, right: place + mark.width, y: mark.y });
    return { left: place };
  });
}
