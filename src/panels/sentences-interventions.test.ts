import { describe, expect, it } from 'vitest';
import type { Prediction } from '../engine/explanation/record';
import {
  captionOfRun,
  changedPredictionSentence,
  changedTargetSentence,
  effectSentence,
  layersDifferenceSentence,
  sentenceOfRun,
  wordsDifferenceSentence,
} from './sentences-interventions';

/** Tests read better with ordinary spaces. */
const spaced = (text: string) => text.replaceAll('\u00A0', ' ');
const predicted = (negative: number): Prediction => ({
  labels: ['negative', 'positive'],
  logits: [Math.log(negative), Math.log(1 - negative)],
  probabilities: [negative, 1 - negative],
});
const two = (changed: number, untouched: number) => ({
  changed: predicted(changed),
  untouched: predicted(untouched),
});
const moved = (name: string, changed: number, untouched: number) => ({ name, changed, untouched });

describe('the prediction under interventions', () => {
  it('says that the decision flips', () => {
    expect(spaced(changedPredictionSentence(two(0.61, 0.004)))).toBe(
      'With the changes the model says negative (61 %); without them positive (99.6 %). The decision flips.',
    );
  });

  it('says that the decision stays', () => {
    expect(spaced(changedPredictionSentence(two(0.61, 0.9)))).toBe(
      'With the changes the model still says negative (61 %); without them it does so with 90 %.',
    );
  });

  it('says that hardly anything changed', () => {
    expect(spaced(changedPredictionSentence(two(0.612, 0.611)))).toBe(
      'The changes hardly move the prediction: negative with 61 %, as without them.',
    );
  });

  it('is told in a few words beside a switch', () => {
    expect(spaced(effectSentence(1, true, two(0.22, 0.61)))).toBe(
      'With the one change in force: negative 61 % → 22 %, the decision flips.',
    );
    expect(spaced(effectSentence(3, true, two(0.7, 0.61)))).toBe('With all 3 changes: negative 61 % → 70 %.');
  });

  it('is not told where no changes are in force, or until it is known', () => {
    expect(effectSentence(0, true, two(0.7, 0.61))).toBe('');
    expect(effectSentence(2, true, null)).toBe('');
    expect(effectSentence(2, false, two(0.7, 0.61))).toBe('The 2 changes are kept, but not in force.');
  });
});

describe('the target under interventions', () => {
  it('falls or rises from its untouched value', () => {
    expect(changedTargetSentence('logprob:negative', two(0.5, 0.9))).toBe(
      'The log probability of negative falls from −0.11 to −0.69.',
    );
    expect(changedTargetSentence('diff:positive,negative', two(0.5, 0.9))).toBe(
      'The logit difference between positive and negative rises from −2.20 to 0.00.',
    );
  });

  it('is written as percents where it is a probability', () => {
    expect(spaced(changedTargetSentence('prob:negative', two(0.5, 0.9)))).toBe(
      'The probability of negative falls from 90 % to 50 %.',
    );
  });

  it('stays where both are written alike', () => {
    expect(changedTargetSentence('logprob:negative', two(0.9, 0.9))).toContain('stays at −0.11');
  });

  it('is left out where it does not fit the labels', () => {
    expect(changedTargetSentence('logit:neutral', two(0.5, 0.9))).toBe('');
  });
});

describe('a sentence of one run', () => {
  it.each([
    ['The words cancel out.', 'With the changes, the words cancel out.'],
    ['Block 5 moves it.', 'With the changes, block 5 moves it.'],
    ['“clumsy” carries most.', 'With the changes, “clumsy” carries most.'],
    ['[CLS] holds it.', 'With the changes, [CLS] holds it.'],
    ['L1.ffn carries it.', 'With the changes, L1.ffn carries it.'],
  ])('says which run it is about: %s', (sentence, told) => {
    expect(sentenceOfRun('changed', sentence)).toBe(told);
  });

  it('tells the run without the changes, and says nothing of nothing', () => {
    expect(sentenceOfRun('untouched', 'No word moves the score.')).toBe(
      'Without the changes, no word moves the score.',
    );
    expect(sentenceOfRun('changed', '')).toBe('');
  });
});

it('tells under a saved figure which run it shows, where that is not the changed one', () => {
  expect([null, 'changed' as const].flatMap(captionOfRun)).toEqual([]);
  expect(captionOfRun('untouched')).toEqual(['Shown: the run without the changes.']);
  expect(captionOfRun('difference')[0]).toContain('minus');
});

describe('the words’ difference', () => {
  const score = { changed: 0.71, untouched: 1.93 };

  it('names what lost and what gained most, the larger side first', () => {
    const words = [moved('“moving”', 0.4, 0), moved('“dreadful”', 1.2, 2.4), moved('“a”', 0.01, 0)];
    expect(wordsDifferenceSentence(words, score, 'word')).toBe(
      '“dreadful” lost 1.20, “moving” gained 0.40; the score is +0.71 instead of +1.93.',
    );
    const reversed = words.map(each => ({ ...each, changed: each.untouched, untouched: each.changed }));
    expect(wordsDifferenceSentence(reversed, null, 'word')).toBe(
      '“dreadful” gained 1.20, “moving” lost 0.40.',
    );
  });

  it('names two of a side, no more', () => {
    const words = [moved('“a”', 0, 1), moved('“b”', 0, 0.8), moved('“c”', 0, 0.6)];
    expect(wordsDifferenceSentence(words, null, 'word')).toBe('“a” lost 1.00 and “b” 0.80.');
  });

  it('says that nothing moved', () => {
    expect(wordsDifferenceSentence([moved('“a”', 1, 1)], { changed: 1, untouched: 1 }, 'token')).toBe(
      'The changes move no token; the score stays at +1.00.',
    );
  });
});

describe('the layers’ difference', () => {
  const rows = [
    {
      site: 'L1.ffn',
      cells: [moved('“dull”', 1.21, 2.41), moved('[SEP]', 0.5, 0.4)],
      changed: 1.71,
      untouched: 2.81,
    },
    {
      site: 'L1.resid',
      cells: [moved('“dull”', 1, 1.5), moved('[SEP]', 0, 0)],
      changed: 1,
      untouched: 1.5,
    },
  ];

  it('names the cell that moved most', () => {
    expect(layersDifferenceSentence({ rows, row: null, column: null })).toBe(
      'The changes weigh most at L1.ffn: “dull” lost 1.20 there, from +2.41 to +1.21.',
    );
  });

  it('names the site at which a selected word moved most', () => {
    expect(layersDifferenceSentence({ rows, row: null, column: 1 })).toBe(
      '[SEP] moved most at L1.ffn: it gained 0.10 there, from +0.40 to +0.50.',
    );
  });

  it('tells of a selected row who lost, who gained and what is left', () => {
    expect(layersDifferenceSentence({ rows, row: 0, column: null })).toBe(
      'At L1.ffn “dull” lost 1.20; the row is +1.71 instead of +2.81.',
    );
  });

  it('tells both numbers of a selected cell', () => {
    expect(layersDifferenceSentence({ rows, row: 1, column: 0 })).toBe(
      'At L1.resid “dull” is worth +1.00 with the changes, +1.50 without.',
    );
  });

  it('says that nothing moved', () => {
    const still = [{ site: 'emb', cells: [moved('“a”', 1, 1)], changed: 1, untouched: 1 }];
    expect(layersDifferenceSentence({ rows: still, row: null, column: null })).toBe(
      'The changes move no cell.',
    );
    expect(layersDifferenceSentence({ rows: still, row: null, column: 0 })).toBe(
      'The changes do not move “a”.',
    );
  });
});
