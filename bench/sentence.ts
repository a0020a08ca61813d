/** The sentence that is measured, as the engine takes it. */

import { embedBaseline, embedTokens } from '../src/engine/attribution/baseline';
import type { Path } from '../src/engine/attribution/path';
import type { Model } from '../src/engine/explanation/model';
import { SENTENCE, SENTENCE_TOKENS } from './texts';

/** The sentence and its baseline. Throws where it has not the tokens that the tables name. */
export function embedSentence({ tokenizer, transformer }: Model): Path {
  const { tokens } = tokenizer.encode(SENTENCE);
  if (tokens.length !== SENTENCE_TOKENS) {
    throw new Error(`The sentence has ${tokens.length} tokens, expected ${SENTENCE_TOKENS}.`);
  }
  return {
    input: embedTokens(transformer, tokens),
    baseline: embedBaseline(transformer, tokens, 'pad', tokenizer.specialIds),
  };
}
