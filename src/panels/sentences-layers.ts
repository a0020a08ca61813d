/** The sentence over the layer grid: where the score stands, and where it moves. */

import { formatPercent, formatSigned } from '../figures/format';
import { constantSentence } from './constant-score';
import { quoted, wholeName } from './sentences';
import { blockOf, cutName } from './sites';

export interface LayerFacts {
  /** In the order in which the forward pass meets the sites. */
  readonly rows: readonly {
    readonly site: string;
    readonly fullCut: boolean;
    /** One a piece. */
    readonly values: readonly number[];
    readonly total: number;
  }[];
  readonly pieces: readonly { readonly text: string; readonly special: boolean }[];
  /** ΔF; null where the grid's rows add up to nothing. */
  readonly change: number | null;
  /** F where nothing moves it; null where something does. */
  readonly constant: number | null;
  /** Places of the selected row and piece; null where none is. */
  readonly row: number | null;
  readonly piece: number | null;
}

/** A token with less than this part of the score does not hold it yet. */
const NOT_YET = 0.1;
/** A token with at least this part of it holds it. */
const HOLDS = 0.9;
/** Below this part of its largest value, a word has handed over. */
const GONE = 0.1;
/** A score below this part of the largest cell is no measure. */
const VANISHING = 0.1;

/** "Block 5 moves the score into [CLS], from 3 % to 100 % of +1.93; until then “clumsy” weighs most (+2.31)." */
export function layersSentence(facts: LayerFacts): string {
  const { rows, pieces, piece, row } = facts;
  if (rows.length === 0 || pieces.length === 0) return '';
  if (facts.constant !== null) return constantSentence(facts.constant);
  if (rows.every(({ values }) => values.every(value => value === 0))) return 'Every cell is 0.';
  if (row !== null && piece !== null) return cellSentence(facts, row, piece);
  if (row !== null) return rowSentence(facts, row);
  if (piece !== null) return pieceSentence(facts, piece);
  return facts.change === null ? largestSentence(facts) : movesSentence(facts, facts.change);
}

function movesSentence(facts: LayerFacts, change: number): string {
  const cuts = facts.rows.filter(({ fullCut }) => fullCut);
  const last = cuts.at(-1);
  if (!last) return largestSentence(facts);
  const largest = Math.max(...cuts.flatMap(({ values }) => values.map(Math.abs)));
  if (Math.abs(change) < VANISHING * largest) return largestSentence(facts);
  const reader = furthest(last.values);
  const name = nameOf(facts, reader);
  const shares = cuts.map(({ values }) => (values[reader] ?? 0) / change);
  const settled = shares.findLastIndex(share => share < HOLDS) + 1;
  if (settled === cuts.length)
    return `After the last block the ${wholeName(change)} of ${formatSigned(change)} stands on several tokens, ${name} first (${formatSigned(last.values[reader] ?? 0)}).`;
  if (settled === 0)
    return `${name} holds the ${wholeName(change)} of ${formatSigned(change)} at every site.`;
  const start = shares.slice(0, settled).findLastIndex(share => share < NOT_YET);
  const before = Math.max(0, start);
  const [first, final] = [blockOf(cuts[before + 1]?.site ?? ''), blockOf(cuts[settled]?.site ?? '')];
  const mover = first === final ? `Block ${final} moves` : `Blocks ${first} to ${final} move`;
  const part = (at: number) => formatPercent(shares[at] ?? 0);
  const lead = `${mover} the ${wholeName(change)} into ${name}, from ${part(before)} to ${part(settled)} of ${formatSigned(change)}`;
  const values = cuts[before]?.values ?? [];
  const carrier = furthest(values.map((value, at) => (at === reader ? 0 : value)));
  const worth = formatSigned(values[carrier] ?? 0);
  return `${lead}; ${cutName(cuts[before]?.site ?? '')} ${nameOf(facts, carrier)} weighs most (${worth}).`;
}

/** For values that add up to nothing, or cancel. */
function largestSentence(facts: LayerFacts): string {
  const { rows, change } = facts;
  const peaks = rows.map(({ values }) => Math.max(...values.map(Math.abs)));
  const row = rows[furthest(peaks)];
  if (!row) return '';
  const at = furthest(row.values);
  const lead = `The largest value is that of ${nameOf(facts, at)} at ${row.site}, ${formatSigned(row.values[at] ?? 0)}`;
  return change === null
    ? `${lead}; without a baseline the rows add up to nothing in particular.`
    : `${lead}; the others cancel it, and hardly anything is left of the score (${formatSigned(change)}).`;
}

function rowSentence(facts: LayerFacts, at: number): string {
  const row = facts.rows[at];
  if (!row) return '';
  const most = furthest(row.values);
  const against = furthest(row.values.map(value => (value * (row.values[most] ?? 0) < 0 ? value : 0)));
  const opponent = row.values[against] ?? 0;
  const pull =
    opponent * (row.values[most] ?? 0) < 0
      ? `, against it ${nameOf(facts, against)} (${formatSigned(opponent)})`
      : '';
  return `${rowLead(facts, row)}; ${nameOf(facts, most)} weighs most (${formatSigned(row.values[most] ?? 0)})${pull}.`;
}

function rowLead({ change }: LayerFacts, { site, fullCut, total }: LayerFacts['rows'][number]): string {
  if (change === null) return `${site} sums to ${formatSigned(total)}`;
  return fullCut
    ? `${site} carries the whole ${wholeName(change)}, ${formatSigned(total)}`
    : `${site} carries ${formatSigned(total)} beside a ${wholeName(change)} of ${formatSigned(change)}`;
}

function cellSentence(facts: LayerFacts, row: number, piece: number): string {
  const found = facts.rows[row];
  if (!found) return '';
  const value = formatSigned(found.values[piece] ?? 0);
  return `${nameOf(facts, piece)} is worth ${value} at ${found.site}, where all tokens together are worth ${formatSigned(found.total)}.`;
}

function pieceSentence(facts: LayerFacts, piece: number): string {
  const cuts = facts.rows.filter(({ fullCut }) => fullCut);
  const values = cuts.map(row => row.values[piece] ?? 0);
  const peak = furthest(values);
  const place = (at: number) => cutName(cuts[at]?.site ?? '');
  const worth = (at: number) => formatSigned(values[at] ?? 0);
  const name = nameOf(facts, piece);
  const start = peak === 0 ? '' : `${worth(0)} at the embedding, `;
  const lead = `${name} is worth ${start}most ${place(peak)} (${worth(peak)})`;
  if (peak === values.length - 1) return `${lead}.`;
  const gone = values.findLastIndex(value => Math.abs(value) >= GONE * Math.abs(values[peak] ?? 0)) + 1;
  if (gone >= values.length) return `${lead}, and ${worth(values.length - 1)} ${place(values.length - 1)}.`;
  return `${lead}, and has handed over by block ${blockOf(cuts[gone]?.site ?? '')} (${worth(gone)}).`;
}

/** The place of the value furthest from zero; the first of equals. */
function furthest(values: readonly number[]): number {
  return values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? at : best), 0);
}

function nameOf({ pieces }: LayerFacts, at: number): string {
  const piece = pieces[at];
  return piece?.special ? piece.text : quoted(piece?.text ?? '');
}
