/** The pieces of a text under interventions: those of one run, or how they differ, with both runs' numbers at hand. */

import type { Attribution } from '../engine/explanation/record';
import type { Token } from '../engine/text/encoding';
import type { Shown, Unit } from '../state/view';
import { type Piece, piecesOf } from './pieces';
import { chooseAttribution, largestOf } from './run-difference';

export interface Runs {
  readonly changed: Attribution;
  readonly untouched: Attribution;
}

export interface ShownPieces {
  readonly pieces: readonly Piece[];
  /** The value at full colour: the same whichever run is shown. */
  readonly max: number;
}

/** Pieces of the run, or the difference, that is shown; each knows its values in both. */
export function shownPieces(
  text: string,
  tokens: readonly Token[],
  runs: Runs,
  unit: Unit,
  shown: Shown,
): ShownPieces {
  const of = (attribution: Attribution) => piecesOf(text, tokens, attribution, unit);
  const [changed, untouched] = [of(runs.changed), of(runs.untouched)];
  const pieces = of(chooseAttribution(runs.changed, runs.untouched, shown)).map((piece, at) => ({
    ...piece,
    runs: { changed: changed[at]?.value ?? 0, untouched: untouched[at]?.value ?? 0 },
  }));
  const values = (list: readonly Piece[]) => list.map(({ value }) => value);
  return { pieces, max: largestOf(values(changed), values(untouched)) };
}
