import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Encoding } from './encoding';
import offsets from './fixtures/offsets.json';
import { createTokenizer } from './tokenizer';

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`public/models/minilm-sst2/${name}`, 'utf8'));
const json = read('tokenizer.json');
const config = read('tokenizer_config.json');
const LIMIT = 512;
const tokenizer = createTokenizer(json, config, LIMIT);

interface Case {
  text: string;
  ids: number[];
  tokens: string[];
  offsets: (number[] | null)[];
  maxTokens?: number;
}

/** What the fixture knows of an encoding. */
const shown = ({ text, tokens }: Encoding) => ({
  text,
  ids: tokens.map(token => token.id),
  tokens: tokens.map(token => token.text),
  offsets: tokens.map(({ start, end }) => (start === null ? null : [start, end])),
});

describe('the Hugging Face fast tokenizer', () => {
  test.each(offsets.shipped as Case[])('gives the same ids, tokens and offsets for $text', expected => {
    const { maxTokens, ...known } = expected;
    const made = maxTokens === undefined ? tokenizer : createTokenizer(json, config, maxTokens);
    expect(shown(made.encode(expected.text))).toEqual(known);
  });

  describe.each(offsets.variants)('with other settings $#', ({ normalizer, added_tokens, cases }) => {
    const changed = {
      ...json,
      normalizer: { ...(json.normalizer as object), ...normalizer },
      added_tokens: [...(json.added_tokens as object[]), ...(added_tokens ?? [])],
    };
    test.each(cases as Case[])('gives the same for $text', expected => {
      expect(shown(createTokenizer(changed, config, LIMIT).encode(expected.text))).toEqual(expected);
    });
  });
});

describe('createTokenizer', () => {
  test('marks only the tokens of the template as special', () => {
    const { tokens } = tokenizer.encode('so [SEP] said');
    expect(tokens.map(token => token.special)).toEqual([true, false, false, false, true]);
    expect(tokens[2]).toEqual({ id: 102, text: '[SEP]', start: 3, end: 8, special: false, word: 1 });
  });

  test('gives the ids that baselines need', () => {
    expect(tokenizer.specialIds).toEqual({ pad: 0, mask: 103 });
    expect(createTokenizer(json, { ...config, mask_token: null }, LIMIT).specialIds.mask).toBeNull();
  });

  test('reads special tokens written as objects', () => {
    const older = { ...config, mask_token: { content: '[MASK]', lstrip: false } };
    expect(createTokenizer(json, older, LIMIT).specialIds.mask).toBe(103);
  });

  test('takes a tokenizer class that the library does not know for its base class', () => {
    const other = createTokenizer(json, { ...config, tokenizer_class: 'NovelTokenizerFast' }, LIMIT);
    expect(other.encode('a plain text')).toEqual(tokenizer.encode('a plain text'));
  });

  test('cuts at the limit and says so', () => {
    const short = createTokenizer(json, config, 5);
    expect(short.encode('one two three').truncated).toBe(false);
    const cut = short.encode('one two three four');
    expect(cut.truncated).toBe(true);
    expect(cut.tokens.map(token => token.text)).toEqual(['[CLS]', 'one', 'two', 'three', '[SEP]']);
  });

  test.each([
    ['x'.repeat(1_000_000), 3],
    [`${' '.repeat(1_000_000)}end`, 3],
    ['👩‍👩‍👧‍👦'.repeat(100_000), 3],
    ['['.repeat(1_000_000), LIMIT],
    ['Some words, then more. '.repeat(1_000_000), LIMIT],
  ])('encodes a text of a megabyte or more, case %#', (text, count) => {
    expect(tokenizer.encode(text).tokens).toHaveLength(count);
  });

  test('reads no more of a text than its tokens take', () => {
    const read = vi.spyOn(String.prototype, 'codePointAt');
    try {
      tokenizer.encode('spam '.repeat(200_000));
      expect(read.mock.calls.length).toBeGreaterThan(LIMIT);
      expect(read.mock.calls.length).toBeLessThan(50 * LIMIT);
    } finally {
      read.mockRestore();
    }
  });

  test('a text that is cut has the first tokens of the whole', () => {
    const room = 6;
    const short = createTokenizer(json, config, room + 2);
    const piece = fc.oneof(
      fc.constantFrom(
        ' ',
        '\n\t ',
        '\0',
        '[MASK]',
        '[MA',
        'unbelievable',
        '한국',
        '中文',
        'é',
        '👩‍👩‍👧',
        "don't",
        '...',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), pieces => {
        const text = pieces.join('');
        const whole = tokenizer.encode(text).tokens.filter(({ special }) => !special);
        const cut = short.encode(text);
        const kept = cut.tokens.filter(({ special }) => !special);
        // Which word a token belongs to may hang on what follows.
        const places = (tokens: typeof kept) => tokens.map(({ id, start, end }) => [id, start, end]);
        expect(places(kept)).toEqual(places(whole.slice(0, room)));
        expect(cut.truncated).toBe(whole.length > room);
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, unknown, unknown, number, string]>([
    ['a list', [], config, LIMIT, 'tokenizer.json: root: Invalid input: expected object'],
    ['no model', { ...json, model: undefined }, config, LIMIT, 'tokenizer.json: model: Invalid input'],
    [
      'another algorithm',
      { ...json, model: { type: 'BPE' } },
      config,
      LIMIT,
      'tokenizer.json: model.type is "BPE", expected one of WordPiece.',
    ],
    [
      'no vocabulary',
      { ...json, model: { ...(json.model as object), vocab: null } },
      config,
      LIMIT,
      'tokenizer.json: model.vocab: Invalid input: expected record',
    ],
    [
      'an unknown token outside the vocabulary',
      { ...json, model: { ...(json.model as object), unk_token: '<unk>' } },
      config,
      LIMIT,
      'tokenizer.json: model: unk_token should be an entry of vocab.',
    ],
    [
      'another normalizer',
      { ...json, normalizer: { type: 'NFKC' } },
      config,
      LIMIT,
      'tokenizer.json: normalizer.type: Invalid input: expected "BertNormalizer"',
    ],
    [
      'a template of an unknown type',
      { ...json, post_processor: { type: 'Novel' } },
      config,
      LIMIT,
      'tokenizer.json: expected a tokenizer that transformers.js can build',
    ],
    ['a text for a config', json, 'config', LIMIT, 'tokenizer_config.json: root: Invalid input'],
    [
      'no padding',
      json,
      { ...config, pad_token: null },
      LIMIT,
      'tokenizer_config.json: pad_token is missing',
    ],
    ['too low a limit', json, config, 2, 'The limit of an encoding is 2 tokens, expected at least 3.'],
  ])('refuses %s', (_, tokenizerJson, tokenizerConfig, limit, message) => {
    expect(() => createTokenizer(tokenizerJson, tokenizerConfig, limit)).toThrow(message);
  });
});
