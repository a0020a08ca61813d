/** The texts that are measured: sentences of our own, one of them exactly as long as the tables say. */

/** Tokens of SENTENCE with the shipped model's tokenizer, special tokens included. */
export const SENTENCE_TOKENS = 32;

export const SENTENCE =
  'The first hour is patient, funny and beautifully shot, but the ending throws away everything that made the two sisters worth caring about in the first place.';

/** Other lengths, for what must not depend on one. */
export const SENTENCES: readonly string[] = [
  SENTENCE,
  'Dull.',
  'Never once did I want it to end.',
  'Two fine actors wander through a plot that nobody seems to have read twice.',
  'It is loud, it is long, it is proud of both, and somewhere under the noise there is a small, tender film about a father who has forgotten how to listen, which I would have liked to see.',
];

/** Tokens of MEDIUM_TEXT: a paragraph, for what must fit in memory. */
export const MEDIUM_TEXT_TOKENS = 120;
export const MEDIUM_TEXT = [SENTENCE, SENTENCES[4], SENTENCES[4]].join(' ');

/** More than the 512 tokens that the shipped model takes. */
export const LONG_TEXT = SENTENCE.concat(' ').repeat(20);
