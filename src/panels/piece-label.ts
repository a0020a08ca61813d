/** A piece as a screen reader says it. */

import { formatRuns, formatSigned, formatSignedPercent } from '../figures/format';
import type { Piece } from './pieces';
import { quoted } from './sentences';

/**
 * "“clumsy”, +2.41, +125 % of ΔF, tokens clum 12033, ##sy 6508": value, share, vocabulary entries with their ids; under
 * interventions the values of both runs.
 */
export function labelOf({ text, value, share, tokens, runs }: Piece): string {
  const part = share === null ? '' : `, ${formatSignedPercent(share)} of ΔF`;
  const both = runs ? `, ${formatRuns(runs.changed, runs.untouched)}` : '';
  const entries = tokens.map(token => `${token.text} ${token.id}`).join(', ');
  return `${quoted(text)}, ${formatSigned(value)}${part}${both}, ${tokens.length === 1 ? 'token' : 'tokens'} ${entries}`;
}
