/** The sentence over a neuron's page: how often it fires, and on what. */

import type { NeuronRecord } from '../engine/corpus/neuron-record';
import { placeOf, type Site } from '../engine/transformer/sites';
import { formatActivation, formatPercent } from '../figures/format';
import { quoted } from './sentences';

/** Words that a sentence names. */
const MOST_WORDS = 3;
/** A part of speech is worth a mention where it is found this much better than by chance. */
const TELLING = 1.5;

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
