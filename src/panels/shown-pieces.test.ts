import { expect, it } from 'vitest';
import { explanationOf } from '../state/fixtures/explanation';
import { shownPieces } from './shown-pieces';

const { text, tokens, attribution: changed } = explanationOf(['so', 'dull'], [0.5, 1], { value: 1.5 });
const { attribution: untouched } = explanationOf(['so', 'dull'], [0.25, 3], { value: 3.25 });
const runs = changed && untouched ? { changed, untouched } : null;
const shownAs = (shown: 'changed' | 'untouched' | 'difference') =>
  runs && shownPieces(text, tokens, runs, 'words', shown);

it('draws either run, or what the changes made of each word', () => {
  expect(shownAs('changed')?.pieces.map(({ value }) => value)).toEqual([0.5, 1]);
  expect(shownAs('untouched')?.pieces.map(({ value }) => value)).toEqual([0.25, 3]);
  expect(shownAs('difference')?.pieces.map(({ value }) => value)).toEqual([0.25, -2]);
});

it('has one scale for all three', () => {
  expect([shownAs('changed'), shownAs('untouched'), shownAs('difference')].map(each => each?.max)).toEqual([
    3, 3, 3,
  ]);
});

it('keeps both numbers of each word at hand, whichever is drawn', () => {
  expect(shownAs('difference')?.pieces[1]?.runs).toEqual({ changed: 1, untouched: 3 });
});

it('gives shares of the run’s own score, and none of a difference', () => {
  expect(shownAs('untouched')?.pieces[1]?.share).toBeCloseTo(3 / 3.25);
  expect(shownAs('difference')?.pieces.map(({ share }) => share)).toEqual([null, null]);
});
