import { describe, expect, it } from 'vitest';
import { parseIntervention } from '../engine/interventions/intervention';
import { alsoChangedBy, changeOf, factorChange, factorOf, levelOf, modeOf, placeOf } from './neuron-changes';

const changeIn = (text: string) => parseIntervention(text).change;

describe('the place of a neuron', () => {
  it('is its site and index, at every token', () => {
    expect(placeOf('L3.ffn.812')).toEqual({ site: 'L3.ffn', neurons: [812], tokens: null });
    expect(placeOf('emb.7')).toEqual({ site: 'emb', neurons: [7], tokens: null });
  });

  it('is nowhere for what is no address', () => {
    expect(placeOf('L3.ffn')).toBeNull();
    expect(placeOf('')).toBeNull();
  });
});

it.each([
  ['L3.ffn.1=0', 'off'],
  ['L3.ffn.1=mean', 'mean'],
  ['L3.ffn.1=p99', 'hold'],
  ['L3.ffn.1=median', 'hold'],
  ['L3.ffn.1*0.5', 'factor'],
  ['L3.ffn.1=1.5', 'other'],
  ['L3.ffn.1=baseline', 'other'],
  ['L3.ffn.1+2', 'other'],
  ['L3.ffn.1=patch', 'other'],
])('shows %s as the position %s', (text, mode) => {
  expect(modeOf(changeIn(text))).toBe(mode);
});

it('finds each position again in the change that it makes', () => {
  for (const mode of ['as-is', 'off', 'mean', 'hold', 'factor'] as const)
    expect(modeOf(changeOf(mode))).toBe(mode);
});

it('takes a factor of one for no change', () => {
  expect(factorChange(1)).toBeNull();
  expect(factorChange(-0.5)).toEqual({ kind: 'scale', by: -0.5 });
});

it('knows the factor of what is as it is, off, or multiplied, and of nothing else', () => {
  expect([null, changeIn('emb.1=0'), changeIn('emb.1*3'), changeIn('emb.1=p90')].map(factorOf)).toEqual([
    1,
    0,
    3,
    null,
  ]);
});

it('knows levels of the corpus, of which the mean is a position of its own', () => {
  expect([changeIn('emb.1=max'), changeIn('emb.1=mean'), changeIn('emb.1=2')].map(levelOf)).toEqual([
    'max',
    null,
    null,
  ]);
});

it('lists what else changes a neuron: sets, whole sites, single tokens', () => {
  const place = { site: 'L3.ffn', neurons: [7], tokens: null } as const;
  const list = 'L3.ffn.7=0; L3.ffn.{7,9}=mean; L3.ffn*2; L3.ffn.7@4=1; L3.ffn.8=0; L2.ffn.{7,9}=0';
  expect(alsoChangedBy(list, place)).toEqual(['L3.ffn.{7,9}=mean', 'L3.ffn*2', 'L3.ffn.7@4=1']);
});
