import { expect, it } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import { PLAIN_EXPLANATION } from '../engine/testing/explanation';
import { modelCaption, settingsCaption } from './run-caption';
import { listCaption, quotedLine, shortened } from './settings';

const PLAIN: Explanation = {
  ...PLAIN_EXPLANATION,
  model: { id: 'm', sha256: '0123456789abcdef', backend: 'wasm' },
  target: 'logit:b',
};

it('names the model and the target', () => {
  expect(settingsCaption(PLAIN)).toEqual(['Model m (sha256 0123456789ab), wasm. Target logit:b.']);
});

it('names the changes under which all of it was computed, and where patches come from', () => {
  const lines = settingsCaption({
    ...PLAIN,
    interventions: ['L1.ffn.7=0', 'L1.resid@4=patch'],
    patchFrom: 'so fine',
  });
  expect(lines.slice(1)).toEqual(['Changes L1.ffn.7=0; L1.resid@4=patch.', 'Patched from “so fine”.']);
});

it('cuts a long list and counts it', () => {
  const interventions = Array.from({ length: 40 }, (_, index) => `L1.ffn.${index}=0`);
  const [, line = ''] = settingsCaption({ ...PLAIN, interventions });
  expect(line.length).toBeLessThan(140);
  expect(line).toMatch(/ … \(40\)\.$/);
});

it('quotes as much of a text as a line has room for', () => {
  expect(quotedLine('so\ndull')).toBe('“so dull”');
  expect(quotedLine('dull '.repeat(40))).toMatch(/^“(dull )+…”$/);
});

it('names the model and the changes alone where no attribution is in the figure', () => {
  expect(modelCaption({ ...PLAIN, interventions: ['L1.ffn.7=0'] })).toEqual([
    'Model m (sha256 0123456789ab), wasm.',
    'Changes L1.ffn.7=0.',
  ]);
});

it('says what restricts a list of neurons', () => {
  const all = { noun: 'feed-forward neurons', method: 'conductance', count: 9216, most: 25 };
  expect(listCaption({ ...all, sign: 'both', at: null, find: '' })).toBe(
    'The first 25 of 9,216 feed-forward neurons by conductance; both signs.',
  );
  expect(listCaption({ ...all, count: 3, sign: 'away', at: 'dull', find: ' 812 ' })).toBe(
    '3 feed-forward neurons (“812”) by conductance at “dull”; negative values only.',
  );
});

it('a long text is shortened after so many characters, none of them cut in two', () => {
  expect(shortened('😀😀😀', 2)).toBe('😀😀…');
  expect(shortened('😀😀', 2)).toBe('😀😀');
  expect(shortened('So dull.', 2)).toBe('So…');
});
