/** The layer grid as it is shown: which of its rows, and tokens summed into pieces. */

import type { Site } from '../engine/transformer/sites';
import type { GridRows } from '../state/view';
import type { Piece } from './pieces';

/** The rows that are shown: attention only where it is asked for, or selected. */
export function shownRows<Row extends { readonly site: Site }>(
  rows: readonly Row[],
  choice: GridRows,
  selected: Site | null,
): Row[] {
  return rows.filter(({ site }) => choice === 'all' || !site.endsWith('.attn') || site === selected);
}

/** One sum a piece from one number a token. */
export function sumByPiece(
  values: readonly number[],
  pieces: readonly Pick<Piece, 'id' | 'tokens'>[],
): number[] {
  return pieces.map(({ id, tokens }) => tokens.reduce((sum, _, at) => sum + (values[id + at] ?? 0), 0));
}
