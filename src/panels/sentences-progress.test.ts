import { expect, it } from 'vitest';
import { passesSentence } from './sentences-progress';

it.each([
  [{ done: 0, expected: 48, left: null }, '0 of 48 passes.'],
  [{ done: 12, expected: 48, left: 1500 }, '12 of 48 passes.'],
  [{ done: 12, expected: 48, left: 7200 }, '12 of 48 passes, about 7 s left.'],
  [{ done: 12, expected: 48, left: 33_000 }, '12 of 48 passes, about 35 s left.'],
  [{ done: 0, expected: 1, left: null }, '0 of 1 pass.'],
  [{ done: 1, expected: 1048, left: 170_000 }, '1 of 1,048 passes, about 3 min left.'],
])('tells of %o', (progress, sentence) => {
  expect(passesSentence(progress)).toBe(sentence);
});
