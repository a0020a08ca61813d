/** The sentences over the grid of what is carried over: where the difference stands, and where it moves. */

import type { PatchRecord } from '../engine/experiments/records';
import { unalignedTokens } from '../engine/interventions/alignment';
import { formatPercent } from '../figures/format';
import { quoted } from './sentences';
import { listed, quantityName, shortly } from './sentences-experiments';
import { blockOf, cutName } from './sites';

/** A token that moves at least this share of the difference holds it. */
const HOLDS = 0.5;
/** Words without a counterpart that are named. */
const MOST_NAMED = 4;

/** A full cut, all of whose cells are known. */
interface Cut {
  readonly site: string;
  readonly tokens: readonly (number | null)[];
  readonly all: number | null;
}

/** "Carrying over “dreadful” for “lovely” moves 100 % of the difference (…) at the embedding, …" */
export function patchSentence(record: PatchRecord, isFinal: boolean): string {
  const { untouched, fromValue, target } = record;
  const quantity = quantityName(target, untouched.prediction.labels);
  const cuts = record.rows.filter(isFullCut);
  const [first, last] = [cuts.at(0), cuts.at(-1)];
  if (!isFinal || !first || !last) return '';
  if (first.all === null)
    return `Both texts have the same ${quantity} (${shortly(untouched.value)}), so there is no difference to carry over.`;
  const difference = `the difference (${quantity} ${shortly(untouched.value)} → ${shortly(fromValue)})`;
  const shares = (token: number) => cuts.map(({ tokens }) => tokens[token] ?? 0);
  const [carrier, reader] = [furthest(first), furthest(last)];
  const [carried, read] = [shares(carrier), shares(reader)];
  const settled = read.findLastIndex(share => share < HOLDS) + 1;
  const until = carried.findIndex(share => share < HOLDS);
  const own = carriedName(record, carrier);
  if ((carried[0] ?? 0) < HOLDS) {
    const stands = settled < cuts.length ? `; ${settlingClause(record, cuts, reader, read, settled)}` : '';
    return `No word alone moves half of ${difference} at the embedding: the most is ${own}, ${formatPercent(carried[0] ?? 0)}${stands}.`;
  }
  const lead = `Carrying over ${own} alone moves ${formatPercent(carried[0] ?? 0)} of ${difference} ${cutName(first.site)}`;
  if (carrier === reader && until < 0) return `${lead}, and most of it at every block.`;
  const still =
    until > 1
      ? ` and still ${formatPercent(carried[until - 1] ?? 0)} ${cutName(cuts[until - 1]?.site ?? '')}`
      : '';
  const end =
    settled < cuts.length
      ? settlingClause(record, cuts, reader, read, settled)
      : 'no token holds it at the end';
  return `${lead}${still}; ${end}.`;
}

/** "from block 5 on [CLS] alone moves 98 % or more". */
function settlingClause(
  record: PatchRecord,
  cuts: readonly Cut[],
  reader: number,
  read: readonly number[],
  settled: number,
): string {
  const block = blockOf(cuts[settled]?.site ?? '');
  const least = Math.min(...read.slice(settled));
  const from = block === null ? 'at every block' : `from block ${block} on`;
  const more = settled < cuts.length - 1 ? ' or more' : '';
  return `${from} ${tokenName(record.tokens[reader] ?? '')} alone moves ${formatPercent(least)}${more}`;
}

/** What one cell says: "At L2.resid, “dreadful” for “lovely” moves 84 % of the difference". Null where it holds nothing. */
export function patchCellSentence(record: PatchRecord, site: string, token: number | null): string | null {
  const row = record.rows.find(each => each.site === site);
  const share = token === null ? row?.all : row?.tokens[token];
  if (share === null || share === undefined) return null;
  const what = token === null ? 'all tokens that have a counterpart' : carriedName(record, token);
  const verb = token === null ? 'move' : 'moves';
  return `At ${site}, ${what} ${verb} ${formatPercent(share)} of the difference.`;
}

/** Which words cannot be carried over; empty where all have a counterpart. */
export function unalignedSentence({ tokens, fromTokens, aligned }: PatchRecord): string {
  const { here, there } = unalignedTokens(aligned, fromTokens.length);
  const named = (places: readonly number[], all: readonly string[]) => {
    const names = places.slice(0, MOST_NAMED).map(at => tokenName(all[at] ?? ''));
    const rest = places.length - names.length;
    return listed(rest > 0 ? [...names, `${rest} more`] : names);
  };
  const have = (count: number) => (count === 1 ? 'has' : 'have');
  const parts = [
    here.length > 0 &&
      `${named(here, tokens)} of the text ${have(here.length)} no counterpart in the second text`,
    there.length > 0 &&
      `${named(there, fromTokens)} of the second text ${have(there.length)} none in the text`,
  ].filter(part => part !== false);
  if (parts.length === 0) return '';
  const clause =
    here.length > 0 ? parts.join('; ') : (parts[0]?.replace(' none in', ' no counterpart in') ?? '');
  return `${clause}: these are not carried over.`;
}

/** “dreadful” for “lovely”; a token that both texts share by itself. */
function carriedName({ tokens, fromTokens, aligned }: PatchRecord, token: number): string {
  const from = fromTokens[aligned[token] ?? -1];
  const own = tokens[token] ?? '';
  return from === undefined || from === own ? tokenName(own) : `${tokenName(from)} for ${tokenName(own)}`;
}

/** A token of the text between quotation marks; those that the model adds stand for themselves. */
export function tokenName(token: string): string {
  return isMarker(token) ? token : quoted(token);
}

/** Whether a token's text is the form of those that a model adds: [CLS], </s>. */
export function isMarker(token: string): boolean {
  return /^(?:\[[A-Z]+\d*\]|<[^<>\s]+>)$/.test(token);
}

const isFullCut = ({ site }: Cut) => site === 'emb' || site.endsWith('.resid');

/** The place of the token that moves most. */
function furthest({ tokens }: Cut): number {
  return tokens.reduce<number>((best, share, at) => ((share ?? 0) > (tokens[best] ?? 0) ? at : best), 0);
}
