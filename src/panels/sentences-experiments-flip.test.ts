import { describe, expect, it } from 'vitest';
import { flip } from './fixtures/experiments';
import { flipSentence } from './sentences-experiments-flip';

const LEAD = 'Switching off 2 neurons of L0.ffn turns positive (91\u00A0%) into negative (53\u00A0%).';

describe('the sentence over a set that flips the decision', () => {
  it('says that each member is needed', () => {
    expect(flipSentence(flip, 'done')).toBe(
      `${LEAD} Every one of the 2 is needed: put back any one and the model says positive again.`,
    );
  });

  it('says how many could be spared, and where that was not tried', () => {
    const [first] = flip.spared;
    if (!first) throw new Error('The fixture has members.');
    const spared = [{ ...first, label: 'negative' }, ...flip.spared.slice(1)];
    expect(flipSentence({ ...flip, spared }, 'done')).toBe(`${LEAD} 1 of the 2 could be spared.`);
    expect(flipSentence({ ...flip, spared: [] }, 'cancelled')).toContain('was not tried to the end');
    expect(flipSentence({ ...flip, spared: [] }, 'running')).toBe(`${LEAD} Looking for fewer …`);
  });

  it('names a neuron that is enough by itself', () => {
    expect(flipSentence({ ...flip, neurons: ['L0.ffn.7'] }, 'done')).toBe(
      'One neuron is enough: switching off L0.ffn.7 turns positive (91\u00A0%) into negative (53\u00A0%).',
    );
  });

  it('says where there is none, and where the search goes on or was stopped', () => {
    const none = { ...flip, neurons: null, flipped: null, spared: [] };
    expect(flipSentence(none, 'done')).toBe(
      'No set of up to 100 neurons of L0.ffn was found that turns positive (91\u00A0%) around; a higher limit lets the search go on.',
    );
    expect(flipSentence({ ...none, passes: 0 }, 'done')).toBe(
      'No neuron has a part in the lead of positive (91\u00A0%): each has a conductance of 0, so there is no set to look for.',
    );
    expect(flipSentence(none, 'running')).toMatch(/^Looking for neurons/);
    expect(flipSentence(none, 'cancelled')).toMatch(/^Stopped before/);
  });
});
