import { describe, expect, it } from 'vitest';
import { sweep } from './fixtures/experiments';
import { sweepSentence } from './sentences-experiments-sweep';

describe('the sentence over a dose–response', () => {
  it('says what off and twice do, how far random neurons get, and where the decision flips', () => {
    expect(sweepSentence(sweep, true)).toBe(
      'Switching L3.ffn.812 off moves the logit of positive from 2.31 to 1.90, doubling it to 2.40. Over factors from −2 to 2 it moves by up to 2.81, with 2 random neurons of L3.ffn in its place by at most 0.05. The decision flips from negative to positive at factor −1.70.',
    );
  });

  it('claims nothing of controls and flips while they are on their way', () => {
    expect(sweepSentence(sweep, false)).toBe(
      'Switching L3.ffn.812 off moves the logit of positive from 2.31 to 1.90, doubling it to 2.40.',
    );
    expect(sweepSentence({ ...sweep, points: [] }, false)).toBe('');
  });

  it('says so where nothing moves', () => {
    const still = sweep.points.map(point => ({ ...point, value: 2.311 }));
    const controls = { ...sweep.controls, points: [] };
    expect(sweepSentence({ ...sweep, points: still, controls, flips: [] }, true)).toBe(
      'Switching L3.ffn.812 off or doubling it leaves the logit of positive at 2.31. The decision stays the same throughout.',
    );
    const [low, , high] = sweep.points;
    if (!low || !high) throw new Error('The fixture has three points.');
    expect(sweepSentence({ ...sweep, points: [low, { ...low, dose: 0, value: 2.31 }, high] }, false)).toBe(
      'Switching L3.ffn.812 off leaves the logit of positive at 2.31, doubling it moves it to 2.40.',
    );
    expect(
      sweepSentence({ ...sweep, points: [low, { ...low, dose: 0 }, { ...high, value: 2.31 }] }, false),
    ).toBe(
      'Switching L3.ffn.812 off moves the logit of positive from 2.31 to −0.50, doubling it changes nothing.',
    );
  });

  it('speaks of sets in the plural', () => {
    const neurons = ['L3.ffn.812', 'L4.ffn.3'];
    expect(sweepSentence({ ...sweep, neurons }, true)).toContain(
      'with 2 random sets of as many neurons in their place',
    );
    expect(sweepSentence({ ...sweep, neurons }, false)).toMatch(
      /^Switching 2 neurons off .* doubling them to/,
    );
  });

  it('tells the ends of a range of values, and every flip in it', () => {
    const flips = [
      { dose: -1.7, from: 'negative', to: 'positive' },
      { dose: 1, from: 'positive', to: 'negative' },
    ];
    expect(sweepSentence({ ...sweep, dose: 'value', flips }, true)).toBe(
      'Held at −2, L3.ffn.812 moves the logit of positive from 2.31 to −0.50; held at 2, to 2.40. Over the whole range it moves by up to 2.81, with 2 random neurons of L3.ffn in its place by at most 0.05. The decision flips from negative to positive at value −1.70 and from positive to negative at value 1.',
    );
  });
});
