import { describe, expect, it } from 'vitest';
import { changeWords, interventionChips } from './intervention-chips';

const texts = (list: string) => interventionChips(list).map(({ text }) => text);

describe('a chip', () => {
  it('says what is changed and how', () => {
    expect(
      texts('L3.ffn.812=0; L3.ffn.{1,7}=mean; L3.ffn.812*-2; L3.ffn.812@4+1.5; L3.resid@4=patch'),
    ).toEqual([
      'L3.ffn.812 = 0',
      'L3.ffn.{1,7} = mean',
      'L3.ffn.812 × −2',
      'L3.ffn.812@4 + 1.5',
      'L3.resid@4 = patch',
    ]);
  });

  it('shortens a long set in its middle and keeps it whole elsewhere', () => {
    const [chip] = interventionChips('L3.ffn.{1,7,20,33,812}=0');
    expect(chip?.text).toBe('L3.ffn.{1,7, … 812} = 0');
    expect(chip?.full).toBe('L3.ffn.{1,7,20,33,812}=0');
  });

  it('writes four numbers out', () => {
    expect(texts('L3.ffn.{1,7,20,812}=0')).toEqual(['L3.ffn.{1,7,20,812} = 0']);
    expect(texts('L3.ffn.{0-99,812}=0')).toEqual(['L3.ffn.{0-99,812} = 0']);
  });

  it('leads to its neuron only where it names a single one', () => {
    const neurons = interventionChips('L3.ffn.812@4=0; L3.ffn.{1,7}=0; L3.resid=0').map(each => each.neuron);
    expect(neurons).toEqual(['L3.ffn.812', null, null]);
  });

  it('is told from another that says the same', () => {
    const [first, second] = interventionChips('emb.1+1; emb.1+1');
    expect(first?.id).not.toBe(second?.id);
    expect([first?.at, second?.at]).toEqual([0, 1]);
  });
});

it('writes a subtraction as one', () => {
  expect(changeWords({ kind: 'add', by: -0.5 })).toBe('− 0.5');
});

it('has no chips for no interventions', () => {
  expect(interventionChips('')).toEqual([]);
});
