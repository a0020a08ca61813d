/** For tests: the tiny BERT as a model that explains texts, one token a word between two special ones. */

import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import type { Model } from '../explanation/model';
import type { Token } from '../text/encoding';
import { createBert } from '../transformer/bert';
import { tinyConfig, tinyWeights } from './tiny-bert';

/** `pad` and `mask` are words here, as `[PAD]` and `[MASK]` are for a user who types them. */
const WORDS = ['pad', 'mask', 'sun', 'rain', 'snow', 'wind', 'fog', 'hail', 'dew', 'ice'];
const [PAD, MASK] = [0, 1];
const SPECIAL: Token = { id: WORDS.length, text: '[S]', start: null, end: null, special: true, word: null };

/**
 * @param positions the most tokens that it reads
 * @throws Error, of the model's own `encode`, for a word that is not among its ten
 */
export async function tinyModel(positions = tinyConfig.max_position_embeddings): Promise<Model> {
  const backend = await startBackend(nodeBackends, 'wasm', () => {});
  return {
    id: 'tiny',
    sha256: '00',
    backend,
    transformer: createBert({ ...tinyConfig, max_position_embeddings: positions }, tinyWeights(positions)),
    tokenizer: {
      specialIds: { pad: PAD, mask: MASK },
      maxTokens: positions,
      encode(text) {
        const words = Array.from(text.matchAll(/\w+/g), ({ 0: word, index }, place): Token => {
          const id = WORDS.indexOf(word);
          if (id < 0) throw new Error(`The tiny model knows no word ${word}.`);
          return { id, text: word, start: index, end: index + word.length, special: false, word: place };
        });
        return { text, tokens: [SPECIAL, ...words, SPECIAL], truncated: false };
      },
    },
  };
}
