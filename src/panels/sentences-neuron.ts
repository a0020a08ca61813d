/** The sentences of a neuron's page: how often it fires, and on what; which words of the text feed it. */

import type { NeuronRecord } from '../engine/corpus/neuron-record';
import { placeOf, type Site } from '../engine/transformer/sites';
import { formatActivation, formatPercent, formatSigned } from '../figures/format';
import type { NeuronFeed } from '../state/session';
import { quoted, type ValuedText } from './sentences';
import { passesSentence } from './sentences-progress';

/** Words that a sentence names. */
const MOST_WORDS = 3;
/** A part of speech is worth a mention where it is found this much better than by chance. */
const TELLING = 1.5;
/** A word below this part of the one that feeds a neuron most is not worth a mention. */
const FEEDING = 0.2;
/** Sums that differ by less look the same on the page, or are as near as the adaptive rule comes. */
const ROUNDING = 0.01;
const DEVIATION = 0.03;

/** "Above zero on 17 % of the corpus’s tokens, up to 6.38; strongest on “clumsy”, “awkward” and “inept”." */
export function neuronSentence({ statistics, words, tags, examples }: NeuronRecord): string {
  const { positive, maximum } = statistics;
  const often = `Above zero on ${formatPercent(positive)} of the corpus’s tokens, up to ${formatActivation(maximum)}`;
  const names = words.length > 0 ? words.map(({ word }) => word) : firing(examples);
  const listed = [...new Set(names)].slice(0, MOST_WORDS).map(quoted);
  const on = listed.length > 0 ? `; strongest on ${list(listed)}` : '';
  const [best] = tags.filter(tag => tag.averagePrecision > TELLING * tag.prevalence);
  const tag = best ? `; ${best.sign > 0 ? 'high' : 'low'} for ${TAG_NAMES[best.tag]}` : '';
  return `${often}${on}${tag}.`;
}

export interface FeedFacts {
  readonly address: string;
  /** The text's words, special tokens left out. */
  readonly pieces: readonly ValuedText[];
  /** The neuron's conductance as the page shows it. */
  readonly conductance: number;
  /** "word" or "token". */
  readonly noun: string;
  /** Whether the changes hold it at values of their own. */
  readonly isHeld: boolean;
}

/** "Asking what feeds L1.ffn.3: 12 of 24 passes, about 3 s left." Or why it is not asked any more. */
export function feedProgressSentence(address: string, feed: NeuronFeed | null): string {
  const asking = `Asking what feeds ${address}`;
  switch (feed?.status) {
    case 'failed':
      return feed.error ?? `What feeds ${address} could not be computed.`;
    case 'cancelled':
      return `Cancelled: what feeds ${address} is not known.`;
    default:
      return feed?.progress ? `${asking}: ${passesSentence(feed.progress)}` : `${asking} …`;
  }
}

/** "“dull” (+0.31) and “lifeless” (+0.22) feed L1.ffn.1184, whose conductance here is +0.69." */
export function feedSentence({ address, pieces, conductance, noun, isHeld }: FeedFacts): string {
  if (isHeld) return `Nothing feeds ${address}: a change holds it, whatever the text says.`;
  const ordered = [...pieces].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const least = FEEDING * Math.abs(ordered[0]?.value ?? 0);
  const named = ordered.filter(({ value }) => value !== 0 && Math.abs(value) >= least).slice(0, MOST_WORDS);
  const whole = `${address}, whose conductance here is ${formatSigned(conductance)}`;
  if (named.length === 0) return `No ${noun} feeds ${whole}.`;
  const words = list(named.map(({ text, value }) => `${quoted(text)} (${formatSigned(value)})`));
  const sum = pieces.reduce((total, { value }) => total + value, 0);
  // Words have points of their own on the path; what they miss is said where it shows.
  const differs = Math.abs(sum - conductance) > Math.max(ROUNDING, DEVIATION * Math.abs(conductance));
  const other = differs
    ? ` All ${noun}s add up to ${formatSigned(sum)}, measured at points of their own.`
    : '';
  return `${words} ${named.length === 1 ? 'feeds' : 'feed'} ${whole}.${other}`;
}

/** "block 1, feed-forward". */
export function siteWords(site: Site): string {
  if (site === 'emb') return 'embedding output';
  const { block, kind } = placeOf(site);
  return `block ${block}, ${KIND_NAMES[kind]}`;
}

export const TAG_NAMES: Readonly<Record<NeuronRecord['tags'][number]['tag'], string>> = {
  NOUN: 'nouns',
  VERB: 'verbs',
  ADJ: 'adjectives',
  ADV: 'adverbs',
  PRON: 'pronouns',
  DET: 'determiners',
  ADP: 'adpositions',
  NUM: 'numbers',
  CONJ: 'conjunctions',
  PRT: 'particles',
  X: 'other words',
  '.': 'punctuation',
};

const KIND_NAMES = { attn: 'attention', ffn: 'feed-forward', resid: 'output' } as const;

/** The words that the strongest examples fire on. */
function firing(examples: NeuronRecord['examples']): string[] {
  return examples.flatMap(({ text, tokens, token }) => {
    const { start = null, end = null } = tokens?.[token] ?? {};
    return text === null || start === null || end === null ? [] : [text.slice(start, end)];
  });
}

function list(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
