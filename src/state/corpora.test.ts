import { expect, it } from 'vitest';
import { createCorpora } from './corpora';

it('files that are given open the corpora, add up until they are taken, and are taken once', () => {
  const corpora = createCorpora();
  const [a, b] = [new File(['a'], 'a.txt'), new File(['b'], 'b.txt')];
  corpora.getState().give([a]);
  corpora.getState().give([b]);
  expect(corpora.getState().isOpen).toBe(true);
  expect(corpora.getState().takeGiven()).toEqual([a, b]);
  expect(corpora.getState().takeGiven()).toEqual([]);
});
