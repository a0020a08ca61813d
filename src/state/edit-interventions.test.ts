import { describe, expect, it } from 'vitest';
import {
  changeAt,
  type Place,
  withAppended,
  withChange,
  withoutChangesOf,
  withoutItem,
  withoutPatches,
  withoutPlacesInText,
} from './edit-interventions';

const neuron: Place = { site: 'L3.ffn', neurons: [812], tokens: null };
const off = { kind: 'set', to: 0 } as const;

describe('withChange', () => {
  it('puts a change behind the others where its place has none', () => {
    expect(withChange('', neuron, off)).toBe('L3.ffn.812=0');
    expect(withChange('L5.resid*2;', neuron, off)).toBe('L5.resid*2; L3.ffn.812=0');
  });

  it('replaces the change at exactly this place, where it stands', () => {
    expect(withChange('L3.ffn.812*2; L5.resid*2', neuron, off)).toBe('L3.ffn.812=0; L5.resid*2');
  });

  it('leaves alone what acts on the same neuron elsewhere', () => {
    const list = 'L3.ffn*2; L3.ffn.{7,812}*2; L3.ffn.812@4*2';
    expect(withChange(list, neuron, off)).toBe(`${list}; L3.ffn.812=0`);
  });

  it('makes one of several at the same place, and none with null', () => {
    const list = 'L3.ffn.812*2; emb=0; L3.ffn.812+1';
    expect(withChange(list, neuron, off)).toBe('L3.ffn.812=0; emb=0');
    expect(withChange(list, neuron, null)).toBe('emb=0');
    expect(withChange('emb=0', neuron, null)).toBe('emb=0');
  });

  it('knows a place whatever the order of its numbers', () => {
    const set: Place = { site: 'L3.ffn', neurons: [7, 1, 7], tokens: [4] };
    expect(withChange('L3.ffn.{1,7}@4*2', set, off)).toBe('L3.ffn.{1,7}@4=0');
    expect(withChange('', set, { kind: 'patch' })).toBe('L3.ffn.{1,7}@4=patch');
  });
});

describe('changeAt', () => {
  it('is the last change at exactly this place', () => {
    expect(changeAt('L3.ffn.812*2; L3.ffn.812=0; L3.ffn.812@1=5', neuron)).toEqual(off);
    expect(changeAt('L3.ffn.{7,812}=0', neuron)).toBeNull();
  });
});

describe('withoutItem', () => {
  it('takes one out by its number', () => {
    expect(withoutItem('L3.ffn.812=0; ; emb*2', 1)).toBe('L3.ffn.812=0');
    expect(withoutItem('L3.ffn.812=0', 5)).toBe('L3.ffn.812=0');
  });
});

describe('withAppended', () => {
  it('adds what is typed, be it several', () => {
    expect(withAppended('emb*2', ' L3.ffn.812 = 0; L5.resid@4=patch ')).toBe(
      'emb*2; L3.ffn.812=0; L5.resid@4=patch',
    );
    expect(withAppended('emb*2', '')).toBe('emb*2');
  });

  it('refuses what the grammar does not read', () => {
    expect(() => withAppended('emb*2', 'L3.ffn.812')).toThrow('Intervention "L3.ffn.812": expected');
  });
});

describe('withoutPlacesInText', () => {
  it('parts what means tokens of one text from what means the same in any', () => {
    expect(withoutPlacesInText('L3.ffn.812@4=0; emb*2; L5.resid=patch')).toEqual({
      kept: 'emb*2',
      dropped: 'L3.ffn.812@4=0; L5.resid=patch',
    });
  });

  it('leaves a list as it is written where there is nothing to part', () => {
    expect(withoutPlacesInText('emb * 2 ;')).toEqual({ kept: 'emb * 2 ;', dropped: '' });
  });
});

describe('withoutChangesOf', () => {
  it('drops what changes nothing but these neurons', () => {
    const neurons = [
      { site: 'L3.ffn', index: 1 },
      { site: 'L3.ffn', index: 7 },
    ] as const;
    const list = 'L3.ffn.{1,7}=0; L3.ffn.{1,8}=0; L3.ffn.7@2*3; L3.ffn=0; emb.1=0';
    expect(withoutChangesOf(list, neurons)).toBe('L3.ffn.{1,8}=0; L3.ffn=0; emb.1=0');
  });
});

it('what is carried over can be taken out of a list', () => {
  const list = 'L3.ffn.{1,7}=0; L3.ffn.8@2=0; emb.1*0; L2.resid@4=patch';
  expect(withoutPatches(list)).toBe('L3.ffn.{1,7}=0; L3.ffn.8@2=0; emb.1*0');
});
