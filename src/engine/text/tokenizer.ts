/** The tokenizer of a Hugging Face folder, with the place of every token in the user's text. */

import type { TokenizerModel } from '@xenova/transformers/src/tokenizers.js';
import { type AddedToken, addedTokenSplitter } from './added-tokens';
import type { Encoding, SpecialIds, TextTokenizer, Token } from './encoding';
import { openLibrary } from './library';
import type { Segmenter, Span } from './span';
import {
  parseTokenizerConfig,
  parseTokenizerJson,
  type TokenizerConfig,
  type TokenizerJson,
} from './tokenizer-files';
import { wordpiece } from './wordpiece';
import { wordsOfSpans } from './words';

/** Checks what it needs of tokenizer.json; then, given the library's model, cuts text into tokens. */
type Algorithm = (json: TokenizerJson, added: readonly AddedToken[]) => (model: TokenizerModel) => Segmenter;

/** Algorithms by `model.type` of tokenizer.json. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([['WordPiece', wordpiece]]);

/**
 * Makes a tokenizer. Ids and offsets are those of the Hugging Face fast tokenizer; a special token that the
 * user types out ("[MASK]") is encoded as that token, has offsets, and counts as text (`special: false`).
 * A text of more than `maxTokens` tokens is cut at the end, special tokens kept; only its head is read.
 * @param tokenizerJson parsed tokenizer.json
 * @param tokenizerConfig parsed tokenizer_config.json
 * @param maxTokens the most tokens of an encoding, special tokens included
 * @throws Error that names the file, the field and what was expected
 */
export function createTokenizer(
  tokenizerJson: unknown,
  tokenizerConfig: unknown,
  maxTokens: number,
): TextTokenizer {
  const json = parseTokenizerJson(tokenizerJson);
  const config = parseTokenizerConfig(tokenizerConfig);
  const algorithm = ALGORITHMS.get(json.model.type);
  if (!algorithm) {
    const known = [...ALGORITHMS.keys()].join(', ');
    throw new Error(`tokenizer.json: model.type is "${json.model.type}", expected one of ${known}.`);
  }
  const added = json.added_tokens.map(token => ({ ...token, singleWord: token.single_word }));
  const splitAdded = addedTokenSplitter(added.filter(token => !token.normalized));
  const segmenterFor = algorithm(
    json,
    added.filter(token => token.normalized),
  );
  const { model, before, after } = openLibrary(json, config);
  const segment = segmenterFor(model);

  const addedIds = new Map(added.map(token => [token.content, token.id]));
  const idOf = (text: string) => requiredId(model.tokens_to_ids.get(text) ?? addedIds.get(text), text);
  const templateToken = (text: string): Token => ({
    id: idOf(text),
    text,
    start: null,
    end: null,
    special: true,
    word: null,
  });
  const head = before.map(templateToken);
  const tail = after.map(templateToken);
  const room = maxTokens - head.length - tail.length;
  if (!Number.isInteger(maxTokens) || room < 1) {
    throw new Error(
      `The limit of an encoding is ${maxTokens} tokens, expected at least ${maxTokens - room + 1}.`,
    );
  }

  function* spans(text: string): Generator<Span> {
    for (const { token, start, end } of splitAdded(text)) {
      if (token) yield { text: token.content, start, end, opensPiece: true, added: true };
      else yield* segment(text, start, end);
    }
  }

  function encode(text: string): Encoding {
    const kept: Span[] = [];
    let truncated = false;
    for (const span of spans(text)) {
      truncated = kept.length === room;
      if (truncated) break;
      kept.push(span);
    }
    const words = wordsOfSpans(kept, text);
    const tokens = kept.map(
      (span, index): Token => ({
        id: idOf(span.text),
        text: span.text,
        start: span.start,
        end: span.end,
        special: false,
        word: words[index] ?? null,
      }),
    );
    return { text, tokens: [...head, ...tokens, ...tail], truncated };
  }

  return { specialIds: specialIdsOf(config, idOf), maxTokens, encode };
}

function specialIdsOf(config: TokenizerConfig, idOf: (text: string) => number): SpecialIds {
  const pad = config.pad_token ?? config.eos_token;
  if (!pad) {
    throw new Error('tokenizer_config.json: pad_token is missing, expected an entry of the vocabulary.');
  }
  return { pad: idOf(pad), mask: config.mask_token ? idOf(config.mask_token) : null };
}

function requiredId(id: number | undefined, token: string): number {
  if (id === undefined) throw new Error(`tokenizer.json: expected "${token}" in the vocabulary.`);
  return id;
}
