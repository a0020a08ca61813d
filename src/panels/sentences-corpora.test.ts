import { describe, expect, it } from 'vitest';
import type { Preview } from '../engine/corpus/readers/preview';
import type { CorpusProgress, ListedCorpus } from '../state/corpora';
import {
  corpusSentence,
  leftOutSentences,
  progressSentence,
  progressShare,
  readingSentence,
} from './sentences-corpora';

const at = (event: CorpusProgress['event'], isEnding = false): CorpusProgress => ({
  name: 'reviews',
  id: null,
  event,
  isEnding,
});
const reading = (secondsLeft: number | null) =>
  at({
    stage: 'reading',
    words: 1200,
    ofWords: 4800,
    tokensPerSecond: secondsLeft === null ? null : 641.7,
    secondsLeft,
  });

describe('how far the indexing is', () => {
  it('is one sentence at each stage', () => {
    expect(progressSentence(at(null))).toBe('Starting …');
    expect(progressSentence(at({ stage: 'files', file: 'a.txt' }))).toBe('Reading a.txt …');
    expect(progressSentence(at({ stage: 'measuring', done: 12, total: 384 }))).toBe(
      'Measuring the neurons on a sample: 12 of 384 sentences.',
    );
    expect(progressSentence(reading(null))).toBe('1,200 of 4,800 words read.');
    expect(progressSentence(reading(72.2))).toBe(
      '1,200 of 4,800 words read, 642 tokens a second, about 73 s left.',
    );
    expect(progressSentence(reading(200))).toContain('about 3 min left');
    expect(progressSentence(reading(0))).toContain('nearly done');
    expect(progressSentence(at({ stage: 'finishing' }))).toContain('the last step');
    expect(progressSentence(at({ stage: 'finishing' }, true))).toBe('Ending after the present step …');
  });

  it('is a share where it is known', () => {
    expect(progressShare(reading(1))).toBe(0.25);
    expect(progressShare(at({ stage: 'measuring', done: 1, total: 4 }))).toBe(0.25);
    expect(progressShare(at(null))).toBeNull();
  });
});

it('a listed corpus says when, how much, and whether it is whole and kept', () => {
  const corpus: ListedCorpus = {
    id: 'a1',
    name: 'reviews',
    about: null,
    bytes: 0,
    words: 4800,
    wordsRead: 1200,
    added: '2026-11-25T10:00:00.000Z',
    isKept: true,
  };
  expect(corpusSentence(corpus)).toBe('2026-11-25, stopped at 25 % of 4,800 words');
  const about = {
    name: 'reviews',
    sha256: 'a',
    model: { id: 'm', sha256: 'b' },
    made: '2026-11-25T10:00:00.000Z',
    sentences: 210,
    tokens: 5210,
  };
  expect(corpusSentence({ ...corpus, about })).toBe('2026-11-25, 5,210 tokens of 210 sentences');
  expect(corpusSentence({ ...corpus, about, isKept: false })).toContain(', until the page closes');
});

describe('a file that is to be indexed', () => {
  const preview: Preview = {
    reading: {
      file: 'a.csv',
      encoding: 'UTF-8',
      format: 'table',
      isWhole: true,
      settings: { delimiter: ',', quotes: 'around', header: true },
      columns: [],
      column: 0,
      rows: 1200,
      shown: [],
      leftOut: [{ reason: 'rows with nothing in “text”', count: 1, first: [4] }],
      notes: ['a quotation mark is not closed in row 7, which is read as it is written'],
    },
    texts: [],
    sentences: 1,
    bytes: 130 * 1024 ** 2,
  };

  it('says its encoding and how much is read of it', () => {
    expect(readingSentence(preview)).toBe('UTF-8: 1 sentence in 1,200 rows.');
    const beginning = { ...preview, reading: { ...preview.reading, isWhole: false } };
    expect(readingSentence(beginning)).toBe(
      'UTF-8: 1 sentence in 1,200 rows at the beginning of 130 MB; the rest is read when it is indexed.',
    );
  });

  it('says what is left out, and what may not be meant', () => {
    expect(leftOutSentences(preview)).toEqual([
      'Left out: 1 row with nothing in “text” (row 4).',
      'A quotation mark is not closed in row 7, which is read as it is written.',
    ]);
  });
});
