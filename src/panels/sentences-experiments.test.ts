import { describe, expect, it } from 'vitest';
import { sweep } from './fixtures/experiments';
import { listed, poolName, progressSentence, progressShare, quantityName } from './sentences-experiments';

const labels = ['negative', 'positive'];

it('names what the target measures', () => {
  expect(quantityName('logit:positive', labels)).toBe('logit of positive');
  expect(quantityName('prob:negative', labels)).toBe('probability of negative');
  expect(quantityName('diff:positive,negative', labels)).toBe('logit of positive minus that of negative');
  expect(quantityName('logit:other', labels)).toBe('logit:other');
});

it('names the neurons that are ranked', () => {
  expect(poolName(['L0.ffn', 'L1.ffn'])).toBe('feed-forward neurons');
  expect(poolName(['L0.ffn'])).toBe('neurons of L0.ffn');
  expect(poolName(['emb'])).toBe('embedding neurons');
  expect(poolName(['emb', 'L0.attn', 'L0.ffn'])).toBe('neurons');
});

it('lists names as prose does', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

describe('how far an experiment is', () => {
  const of = (done: number, total: number, texts: number, records: number) => ({
    done,
    total,
    texts,
    records: Array.from({ length: records }, () => sweep),
  });

  it('is told in steps, and in sentences where there are several', () => {
    expect(progressSentence(of(0, 0, 1, 0))).toBe('Starting …');
    expect(progressSentence(of(120, 1400, 1, 1))).toBe('120 of 1,400 steps.');
    expect(progressSentence(of(0, 0, 3, 0))).toBe('Sentence 1 of 3: starting …');
    expect(progressSentence(of(120, 400, 3, 2))).toBe('Sentence 2 of 3: 120 of 400 steps.');
  });

  it('is a share of all of them, unknown at the start', () => {
    expect(progressShare(of(0, 0, 1, 0))).toBeNull();
    expect(progressShare(of(1, 4, 1, 1))).toBe(0.25);
    expect(progressShare(of(1, 2, 4, 2))).toBe(1.5 / 4);
  });
});
