import { expect, it } from 'vitest';
import { explanationOf } from '../state/fixtures/explanation';
import { isChangedRun } from './use-shown-words';

const IN_FORCE = { interventions: 'L1.ffn.7=0', applied: 'on' } as const;
const plain = explanationOf(['so', 'dull'], [1, 2]);
const changed = { ...plain, interventions: ['L1.ffn.7=0'] };

it('takes what a final record says, whatever the view has become since', () => {
  const final = { rough: false, stale: true };
  expect(isChangedRun({ ...final, explanation: changed }, { interventions: '', applied: 'on' })).toBe(true);
  expect(isChangedRun({ ...final, explanation: plain }, IN_FORCE)).toBe(false);
});

it('takes a rough attribution for that of the view, unless it is an earlier one', () => {
  const rough = { explanation: null, rough: true, stale: false };
  expect(isChangedRun(rough, IN_FORCE)).toBe(true);
  expect(isChangedRun(rough, { ...IN_FORCE, applied: 'off' })).toBe(false);
  expect(isChangedRun({ ...rough, stale: true }, IN_FORCE)).toBe(false);
});
