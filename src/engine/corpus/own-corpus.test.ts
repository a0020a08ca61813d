import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../text/tokenizer';
import { type CorpusFile, checkSize, corpusId, MOST_BYTES, readOwnCorpus } from './own-corpus';
import { ALL_FOUND_OUT } from './readers/choices';

const shipped = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../public/models/minilm-sst2/${file}`, import.meta.url), 'utf8'));
const tokenizerOf = (maxTokens: number) =>
  createTokenizer(shipped('tokenizer.json'), shipped('tokenizer_config.json'), maxTokens);
const tokenizer = tokenizerOf(512);

const file = (name: string, content: string): CorpusFile => ({
  name,
  content: new Blob([content]),
  choices: ALL_FOUND_OUT,
});
const textsOf = async (...files: CorpusFile[]) =>
  (await readOwnCorpus('mine', files, tokenizer)).sentences.map(({ text }) => text);
const bare = (text: string) => text.replace(/\s/g, '');

describe('a corpus of one’s own', () => {
  it('has the sentences of all its files, in order', async () => {
    const told: string[] = [];
    const files = [
      file('a.txt', 'So dull.\n\nLovely.'),
      file('b.csv', 'id,review\n1,Fine.\n'),
      file('c.jsonl', '{"text":"Poor."}\n'),
    ];
    const corpus = await readOwnCorpus('mine', files, tokenizer, { onFile: name => told.push(name) });
    expect(corpus.sentences.map(({ text }) => text)).toEqual(['So dull.', 'Lovely.', 'Fine.', 'Poor.']);
    expect(corpus).toMatchObject({ name: 'mine', words: 9, warnings: [] });
    expect(told).toEqual(['a.txt', 'b.csv', 'c.jsonl']);
  });

  it('says what is left out of which file', async () => {
    const files = [file('a.csv', 'id,text\n1,a b\n2,c,d\n'), file('b.jsonl', '{"text":"e f"}\n{"text":3}\n')];
    const { warnings } = await readOwnCorpus('mine', files, tokenizer);
    expect(warnings).toEqual([
      'a.csv: left out 1 row with more cells than the 2 of the first (row 3).',
      'b.jsonl: left out 1 line with a number in place of text in “text” (line 2).',
    ]);
  });

  it('keeps characters as they are', async () => {
    expect(await textsOf(file('a.txt', 'cafe\u0301'))).toEqual(['cafe\u0301']);
  });

  it('is refused where there is no word in it', async () => {
    await expect(textsOf(file('a.txt', ' \n '), file('b.txt', '\n'))).rejects.toThrow(
      'a.txt, b.txt: no words, expected text.',
    );
  });

  it('is refused where its files are too large', () => {
    expect(() => checkSize([MOST_BYTES])).not.toThrow();
    expect(() => checkSize([MOST_BYTES, 1024 ** 2 / 2])).toThrow(
      'The files have 20.5 MB together, expected at most 20 MB.',
    );
  });

  it('is named by the beginning of its hash', () => {
    expect(corpusId('0123456789abcdef0123')).toBe('0123456789abcdef');
  });
});

describe('sentences', () => {
  it.each([
    ['Korean', '영화는 정말 좋았다 '.repeat(60).slice(0, 499)],
    ['Korean without spaces', '영화는정말좋았다'.repeat(90).slice(0, 499)],
    ['Japanese', '映画はとても長かったです。'.repeat(60)],
    ['Thai', 'หนังเรื่องนี้ดีมาก'.repeat(60)],
    ['Hebrew with points', 'שָׁלוֹם עוֹלָם '.repeat(60)],
    ['Vietnamese', 'Bộ phim này thật tuyệt vời '.repeat(40)],
    ['emoji', '👩‍👩‍👧‍👦 ✨ '.repeat(150)],
    ['digits', '1 2 3 4 5 6 7 8 9 '.repeat(90)],
    ['punctuation', '?!'.repeat(900)],
  ])('of %s are read by the model whole, and nothing is lost', async (_, text) => {
    const sentences = await textsOf(file('a.txt', text));
    for (const sentence of sentences) expect(tokenizer.encode(sentence).truncated).toBe(false);
    expect(bare(sentences.join(''))).toBe(bare(text));
  });

  it('are no longer than a model with a lower limit reads', async () => {
    const small = tokenizerOf(16);
    const text =
      'The plot is a joy to behold, unbelievably so, and 영화는 정말 좋았다, and the end falls flat.';
    const { sentences } = await readOwnCorpus('mine', [file('a.txt', text)], small);
    expect(sentences.length).toBeGreaterThan(2);
    for (const sentence of sentences) expect(small.encode(sentence.text).truncated).toBe(false);
    expect(sentences.map(each => each.text).join(' ')).toBe(text);
  });

  it('end at the limit of tokens, which says what is left out', async () => {
    const limits = { bytes: MOST_BYTES, tokens: 20 };
    const corpus = await readOwnCorpus('mine', [file('a.txt', 'So dull.\n'.repeat(7))], tokenizer, {
      limits,
    });
    expect(corpus.sentences).toHaveLength(4);
    expect(corpus.warnings).toEqual([
      'Only the first 20 tokens are indexed, up to “So dull.”; 3 sentences after them are left out.',
    ]);
  });

  it('without spaces count by their tokens', async () => {
    const limits = { bytes: MOST_BYTES, tokens: 2000 };
    const text = '雨'.repeat(50_000);
    const corpus = await readOwnCorpus('mine', [file('a.txt', text)], tokenizer, { limits });
    expect(corpus.sentences.length).toBeLessThan(5);
    expect(corpus.warnings).toEqual([expect.stringMatching(/^Only the first 2,000 tokens .* 97 sentences/)]);
  });
});
