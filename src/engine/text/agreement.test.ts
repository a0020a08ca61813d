/** Encodings of random texts: against the library's own, and against what any encoding promises. */

import { readFileSync } from 'node:fs';
import { AutoTokenizer } from '@xenova/transformers/src/tokenizers.js';
import { describe, expect, test } from 'vitest';
import { fc } from '../testing/properties';
import { createTokenizer } from './tokenizer';

const read = (name: string) =>
  JSON.parse(readFileSync(`public/models/minilm-sst2/${name}`, 'utf8')) as Record<string, unknown>;
const json = read('tokenizer.json');
const config = read('tokenizer_config.json');
const UNLIMITED = 1_000_000;
const tokenizer = createTokenizer(json, config, UNLIMITED);
const Library = AutoTokenizer.TOKENIZER_CLASS_MAPPING.BertTokenizer;
if (!Library) throw new Error('the library has no BertTokenizer');
const library = new Library(json, config);
const RUNS = { numRuns: 1000 };

// Within these blocks the library and Hugging Face's read alike but for marks outside U+0300–036F, which the
// library keeps, and the capital sigma, which it lowers by its place in the word. Elsewhere they also differ in
// ideographs beyond the basic plane and in characters newer than Hugging Face's tables.
const READ_DIFFERENTLY = /Σ|(?![\u0300-\u036f])\p{Mn}/u;

const block = (first: number, last: number) =>
  fc
    .integer({ min: first, max: last })
    .map(point => String.fromCodePoint(point))
    .filter(character => !READ_DIFFERENTLY.test(character.normalize('NFD')));

const SHARED = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '  ', '\t', '\n', '\r\n', '\u00a0', '\u3000', '\u2028'),
      fc.constantFrom(...`.,!?'"-–—…’“”«»()[]{}<>/@#$%^&*_+=~|\\¿¡`),
      fc.constantFrom('over', 'long', 'film', 'un', 'ing', "n't", 'well-', 'don’t', '##ing'),
      fc.constantFrom('[MASK]', '[SEP]', '[CLS]', '[PAD]', '[UNK]', '[mask]'),
      block(0x20, 0x7e),
      block(0xa0, 0x36f),
      block(0x388, 0x52f),
      block(0x4e00, 0x9fff),
      block(0x3041, 0x30ff),
      block(0xac00, 0xd7a3),
      block(0x5d0, 0x5ea),
      block(0x620, 0x65f),
      block(0xfb50, 0xfbb1),
      fc.constantFrom('😀', '👍🏽', '👩‍👩‍👧‍👦', '🇩🇪', '🏴\u{e0067}\u{e0062}\u{e007f}', '☃', '𝒜𝔣'),
      fc.constantFrom('\u0000', '\u0007', '\u007f', '\u0085', '\u000b', '\ufffd', '\ue000', '\ufeff'),
      fc.constantFrom(
        '\u200b',
        '\u200c',
        '\u200d',
        '\u00ad',
        '\u200f',
        '\u202b',
        '\u202c',
        '\u2067',
        '\u2069',
      ),
      fc.constantFrom('\ud83d', '\ude00', '\udfff'),
      fc.constantFrom('x'.repeat(100), 'y'.repeat(101), 'é'.repeat(60)),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));

// Vowel signs of Indic scripts that are written as one character and read as two.
const PARTED = fc.constantFrom('\u09cb', '\u0b4c', '\u0bca', '\u0cc8', '\u0d4a', '\u1b3d', '\u{1134b}');

// Any UTF-16, lone surrogates included, and marks and joiners more often than by chance.
const ANY = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x20, 0x301, 0x5bc, 0x64e, 0x200d)))
    .map(units => String.fromCharCode(...units)),
  fc.array(fc.oneof(PARTED, fc.constantFrom('ক', 'க', ' ', 'a'))).map(parts => parts.join('')),
  SHARED,
);

/** A text as the model spells it, worked out apart from the tokenizer. */
const surface = (text: string) =>
  [...text.normalize('NFD')]
    .filter(character => !/[\p{Mn}\p{C}\ufffd]/u.test(character))
    .map(character => character.toLowerCase())
    .join('');

/** Whether a character of the text is several to the model, as a Hangul syllable is: a token may be part of it. */
const isSeveral = (slice: string) => [...slice].some(character => [...surface(character)].length > 1);

describe('an encoding', () => {
  test('has the ids of the library where both read characters alike', () => {
    fc.assert(
      fc.property(SHARED, text => {
        expect(tokenizer.encode(text).tokens.map(token => token.id)).toEqual(library.encode(text));
      }),
      RUNS,
    );
  });

  test('has spans in the text, in order, that cut no surrogate pair', () => {
    fc.assert(
      fc.property(ANY, text => {
        let last = { start: 0, end: 0 };
        for (const { start, end } of tokenizer.encode(text).tokens) {
          if (start === null || end === null) continue;
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          // Parts of one syllable share its place; anything else begins where the token before it ended or later.
          if (start < last.end) expect({ start, end }).toEqual(last);
          for (const edge of [start, end]) {
            expect(/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(edge - 1, edge + 1))).toBe(false);
          }
          last = { start, end };
        }
      }),
      RUNS,
    );
  });

  test('has spans that spell their tokens', () => {
    fc.assert(
      fc.property(ANY, text => {
        for (const { text: token, start, end } of tokenizer.encode(text).tokens) {
          if (start === null || end === null || token === '[UNK]') continue;
          const slice = text.slice(start, end);
          if (/^\[[A-Z]+\]$/.test(token)) expect(slice).toBe(token);
          else if (isSeveral(slice)) expect(surface(slice)).toContain(token.replace(/^##/, ''));
          else expect(surface(slice)).toBe(token.replace(/^##(?=.)/, ''));
        }
      }),
      RUNS,
    );
  });

  test('leaves out nothing but white space, marks and invisible characters', () => {
    fc.assert(
      fc.property(ANY, text => {
        let end = 0;
        let left = '';
        for (const token of tokenizer.encode(text).tokens) {
          if (token.start === null || token.end === null) continue;
          left += `${text.slice(end, token.start)} `;
          end = token.end;
        }
        left += text.slice(end);
        expect(left).toMatch(/^[\s\p{M}\p{C}\ufffd]*$/u);
      }),
      RUNS,
    );
  });

  test('is, cut at a limit, the head of the whole one', () => {
    fc.assert(
      fc.property(SHARED, fc.integer({ min: 3, max: 30 }), (text, limit) => {
        const whole = tokenizer.encode(text).tokens;
        const cut = createdWith(limit).encode(text);
        expect(cut.truncated).toBe(whole.length > limit);
        expect(cut.tokens.map(({ word, ...token }) => token)).toEqual(
          [...whole.slice(0, Math.min(limit, whole.length) - 1), ...whole.slice(-1)].map(
            ({ word, ...token }) => token,
          ),
        );
      }),
    );
  });
});

const made = new Map<number, ReturnType<typeof createTokenizer>>();
function createdWith(limit: number) {
  const known = made.get(limit) ?? createTokenizer(json, config, limit);
  made.set(limit, known);
  return known;
}
