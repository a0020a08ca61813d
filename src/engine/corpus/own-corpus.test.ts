import { describe, expect, it } from 'vitest';
import { type CorpusFile, checkSize, corpusId, MOST_BYTES, MOST_WORDS, readOwnCorpus } from './own-corpus';

const file = (name: string, content: string, field: string | null = null): CorpusFile => ({
  name,
  content: new Blob([content]),
  field,
});
const textsOf = async (...files: CorpusFile[]) =>
  (await readOwnCorpus('mine', files, () => {})).sentences.map(({ text }) => text);

describe('a corpus of one’s own', () => {
  it('has the sentences of all its files, in order', async () => {
    const told: string[] = [];
    const files = [
      file('a.txt', 'So dull.\n\nLovely.'),
      file('b.csv', 'id,review\n1,Fine.\n', 'review'),
      file('c.jsonl', '{"text":"Poor."}\n', 'text'),
    ];
    const corpus = await readOwnCorpus('mine', files, name => told.push(name));
    expect(corpus.sentences.map(({ text }) => text)).toEqual(['So dull.', 'Lovely.', 'Fine.', 'Poor.']);
    expect(corpus).toMatchObject({ name: 'mine', words: 9, leftOut: 0 });
    expect(told).toEqual(['a.txt', 'b.csv', 'c.jsonl']);
  });

  it('keeps characters as they are', async () => {
    expect(await textsOf(file('a.txt', 'cafe\u0301'))).toEqual(['cafe\u0301']);
  });

  it('is refused where there is no word in it', async () => {
    await expect(textsOf(file('a.txt', ' \n '), file('b.txt', '\n'))).rejects.toThrow(
      'a.txt, b.txt: no words, expected text.',
    );
  });

  it('ends at the limit of words, and counts what is left out', async () => {
    const line = `${'word '.repeat(99)}word`;
    const lines = MOST_WORDS / 100 + 3;
    const corpus = await readOwnCorpus('mine', [file('a.txt', `${line}\n`.repeat(lines))], () => {});
    expect(corpus.words).toBeLessThanOrEqual(MOST_WORDS);
    expect(corpus.leftOut).toBe(3);
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
