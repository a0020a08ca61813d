/** What the sentences of all experiments share: quantities by name, lists, how far one is. */

import { counted } from '../engine/counted';
import { formatCount, formatTick } from '../figures/format';
import type { Experiment } from '../state/session';
import { allTargets } from './target-words';

/** "logit of positive", "logit of positive minus that of negative". */
export function quantityName(target: string, labels: readonly string[]): string {
  const pair = /^diff:(.+),(.+)$/su.exec(target);
  if (pair) return `logit of ${pair[1]} minus that of ${pair[2]}`;
  return allTargets(labels).find(({ value }) => value === target)?.name ?? target;
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "feed-forward neurons", "neurons of L3.ffn": what an experiment ranks. */
export function poolName(sites: readonly string[]): string {
  const [only, another] = sites;
  if (only !== undefined && another === undefined)
    return only === 'emb' ? 'embedding neurons' : `neurons of ${only}`;
  const kinds = new Set(sites.map(site => site.split('.')[1] ?? site));
  const [kind = ''] = kinds;
  return kinds.size === 1 ? (POOLS[kind] ?? 'neurons') : 'neurons';
}

const POOLS: Readonly<Record<string, string>> = {
  ffn: 'feed-forward neurons',
  attn: 'attention neurons',
  resid: 'block output neurons',
};

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}

/** A value of the target with two decimals, so that a sentence stays readable; figures and tables have three. */
export const shortly = (value: number) => formatTick(value, 0.01);

/** How far a running experiment is: "Sentence 2 of 5: 120 of 400 steps." */
export function progressSentence({
  done,
  total,
  texts,
  records,
}: Pick<Experiment, 'done' | 'total' | 'texts' | 'records'>): string {
  const steps = total === 0 ? 'starting …' : `${formatCount(done)} of ${counted(total, 'step')}`;
  if (texts < 2) return capitalised(total === 0 ? steps : `${steps}.`);
  const text = Math.min(texts, Math.max(1, records.length));
  return `Sentence ${formatCount(text)} of ${formatCount(texts)}: ${total === 0 ? steps : `${steps}.`}`;
}

/** The share of the work that is done, from 0 to 1; null while it is not known. */
export function progressShare({
  done,
  total,
  texts,
  records,
}: Pick<Experiment, 'done' | 'total' | 'texts' | 'records'>): number | null {
  if (total === 0 && records.length < 2) return null;
  const before = Math.max(0, records.length - 1);
  return Math.min(1, (before + (total === 0 ? 0 : done / total)) / Math.max(1, texts));
}

/** What a figure shows, for a screen reader, also before there is a sentence to say it. */
export function figureLabel(sentence: string): string {
  return sentence === '' ? 'A figure that is not finished yet.' : sentence;
}
