/** WordPiece with offsets: BERT's pieces, each cut by the library's model into the longest known parts. */

import type { TokenizerModel } from '@xenova/transformers/src/tokenizers.js';
import { z } from 'zod';
import { type AddedToken, addedTokenSplitter } from './added-tokens';
import { type BertSettings, bertCharacters, bertPieces, type Piece } from './bert-pieces';
import type { Character } from './characters';
import type { Segmenter, Span } from './span';
import { parseFile, type TokenizerJson } from './tokenizer-files';

const schema = z.object({
  model: z
    .object({
      vocab: z.record(z.string(), z.int().nonnegative()),
      unk_token: z.string(),
      continuing_subword_prefix: z.string(),
      max_input_chars_per_word: z.int().positive(),
    })
    .refine(model => Object.hasOwn(model.vocab, model.unk_token), 'unk_token should be an entry of vocab'),
  normalizer: z.object({
    type: z.literal('BertNormalizer'),
    clean_text: z.boolean(),
    handle_chinese_chars: z.boolean(),
    strip_accents: z.boolean().nullable(),
    lowercase: z.boolean(),
  }),
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
});

/**
 * Checks a WordPiece tokenizer.json; its segmenter still needs the library's model of the file.
 * @param added tokens to look for in the normalised text
 * @throws Error that names tokenizer.json, the field and what was expected
 */
export function wordpiece(
  json: TokenizerJson,
  added: readonly AddedToken[],
): (model: TokenizerModel) => Segmenter {
  const file = parseFile('tokenizer.json', schema, json);
  return model => segmenter(file, added, model);
}

function segmenter(
  file: z.infer<typeof schema>,
  added: readonly AddedToken[],
  model: TokenizerModel,
): Segmenter {
  const prefix = file.model.continuing_subword_prefix;
  // One character over the model's limit is enough for it to answer with its unknown token.
  const limit = file.model.max_input_chars_per_word + 1;
  const { clean_text, handle_chinese_chars, strip_accents, lowercase } = file.normalizer;
  const settings: BertSettings = {
    cleanText: clean_text,
    handleChineseChars: handle_chinese_chars,
    stripAccents: strip_accents ?? lowercase,
    lowercase,
  };
  const spelling = (content: string) => joined([...bertCharacters(content, 0, content.length, settings)]);
  const splitAdded = addedTokenSplitter(added, spelling);

  function* segment(characters: Iterable<Character>): Generator<Span> {
    for (const piece of bertPieces(characters, limit)) {
      yield* locate(piece, model([joined(piece.characters)]), prefix);
    }
  }

  /** Tokens of characters that may spell added tokens; unlike `segment`, it reads all of them first. */
  function* segmentWithAdded(characters: readonly Character[]): Generator<Span> {
    const indexAt = characters.flatMap(({ text }, index) => Array<number>(text.length).fill(index));
    for (const { token, start, end } of splitAdded(joined(characters))) {
      const part = characters.slice(indexAt[start], indexAt[end] ?? characters.length);
      const [first] = part;
      const last = part.at(-1);
      if (!token) yield* segment(part);
      else if (first && last) {
        yield { text: token.content, start: first.start, end: last.end, opensPiece: true, added: true };
      }
    }
  }

  return (text, start, end) => {
    const characters = bertCharacters(text, start, end, settings);
    return added.length === 0 ? segment(characters) : segmentWithAdded([...characters]);
  };
}

/** Gives each token of a piece the characters that it spells; a lone token, known or not, has the whole piece. */
function* locate(piece: Piece, tokens: readonly string[], prefix: string): Generator<Span> {
  let next = 0;
  for (const [index, text] of tokens.entries()) {
    const spelled = [...(index === 0 ? text : text.slice(prefix.length))].length;
    const first = piece.characters[next];
    const last = piece.characters[next + spelled - 1];
    next += spelled;
    const alone = tokens.length === 1;
    const start = (alone ? piece.characters[0] : first)?.start;
    const end = alone ? piece.end : last?.end;
    if (start === undefined || end === undefined) {
      throw new Error(`tokenizer.json: token "${text}" is longer than the piece that it was found in.`);
    }
    yield { text, start, end, opensPiece: index === 0, added: false };
  }
}

function joined(characters: readonly Character[]): string {
  return characters.map(character => character.text).join('');
}
