import { expect, it } from 'vitest';
import { check } from './fixtures/experiments';
import { checkSentence } from './sentences-experiments-check';

it('gives the correlations with their intervals', () => {
  expect(checkSentence(check, true)).toBe(
    'Conductance agrees by and large with what switching neurons to the baseline does: Spearman’s ρ 0.80 over 200 neurons (95 % interval 0.74 to 0.85); among the first 100 of the ranking 0.81 (0.71 to 0.87), among 100 random ones −0.10 (−0.29 to 0.10).',
  );
});

it('calls a strong and a missing agreement by name', () => {
  const { all } = check.correlation;
  const at = (rho: number) =>
    checkSentence({ ...check, correlation: { all: all && { ...all, rho }, top: null, random: null } }, true);
  expect(at(0.95)).toContain('agrees closely');
  expect(at(0.5)).toContain('agrees in part');
  expect(at(0)).toContain('hardly agrees');
  expect(at(-0.8)).toContain('the opposite');
});

it('says where nothing can be compared, and nothing before the end', () => {
  expect(checkSentence({ ...check, correlation: { all: null, top: null, random: null } }, true)).toContain(
    'cannot be compared',
  );
  expect(checkSentence(check, false)).toBe('');
});

it('says what makes a comparison impossible', () => {
  const none = { all: null, top: null, random: null };
  const of = (attribution: number, effect: number) => {
    const points = [1, 2, 3, 4].map(at => ({
      neuron: `L0.ffn.${at}`,
      group: 'top' as const,
      attribution: at * attribution,
      effect: at * effect,
    }));
    return checkSentence({ ...check, correlation: none, points }, true);
  };
  expect(of(0, 0)).toBe(
    'Conductance cannot be compared: it is 0 for every neuron here, and switching any of them to the baseline changes nothing.',
  );
  expect(of(0, 1)).toContain('it is 0 for every neuron here.');
  expect(of(1, 0)).toContain('switching any of these neurons to the baseline changes nothing.');
});
