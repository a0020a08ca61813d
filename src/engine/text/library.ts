/** The tokenizer of @xenova/transformers, built from files already read, so that it fetches and caches nothing. */

import {
  AutoTokenizer,
  PreTrainedTokenizer,
  type TokenizerModel,
} from '@xenova/transformers/src/tokenizers.js';
import type { TokenizerConfig, TokenizerJson } from './tokenizer-files';

/** What the library knows of a tokenizer. */
export interface Library {
  readonly model: TokenizerModel;
  /** The special tokens that the template puts before a text. */
  readonly before: readonly string[];
  /** Those that it puts after. */
  readonly after: readonly string[];
}

/** Stands for the text where the template is read off. */
const PLACE_OF_TEXT = ' ';

/**
 * Builds the library's tokenizer, of the class that its `AutoTokenizer` would choose.
 * @throws Error that names tokenizer.json and what was expected
 */
export function openLibrary(json: TokenizerJson, config: TokenizerConfig): Library {
  const name = config.tokenizer_class?.replace(/Fast$/, '') ?? '';
  const classes = AutoTokenizer.TOKENIZER_CLASS_MAPPING;
  const Tokenizer = (Object.hasOwn(classes, name) ? classes[name] : undefined) ?? PreTrainedTokenizer;
  try {
    // Added tokens are split off before the model sees a text, so it should not know them. Nothing is decoded
    // here, and a decoder of an unknown type would stop the library.
    const library = new Tokenizer({ ...json, added_tokens: [], decoder: null }, config);
    const template = library.post_processor?.([PLACE_OF_TEXT]).tokens ?? [PLACE_OF_TEXT];
    const place = template.indexOf(PLACE_OF_TEXT);
    if (place < 0) throw new Error('post_processor.single has no place for the text');
    return { model: library.model, before: template.slice(0, place), after: template.slice(place + 1) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`tokenizer.json: expected a tokenizer that transformers.js can build: ${reason}.`, {
      cause,
    });
  }
}
