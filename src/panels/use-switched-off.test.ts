import { expect, it } from 'vitest';
import { changedNeurons, toggled } from './use-switched-off';

it('knows single neurons that are off, or changed otherwise, in the whole text', () => {
  const interventions = 'L1.ffn.7=0; L1.ffn.8=mean; L1.ffn.{9,10}=0; L1.ffn.11@2=0; L2.ffn=0; emb.3=0';
  expect(changedNeurons({ interventions, applied: 'on' })).toEqual({
    off: new Set(['L1.ffn.7', 'emb.3']),
    changed: new Set(['L1.ffn.8']),
  });
  expect(changedNeurons({ interventions, applied: 'off' })).toEqual({ off: new Set(), changed: new Set() });
});

it('switches a neuron off, and back to as it is', () => {
  const off = toggled({ interventions: 'emb.3*2', applied: 'on' }, 'L1.ffn.7');
  expect(off).toEqual({ interventions: 'emb.3*2; L1.ffn.7=0', applied: 'on' });
  expect(off && toggled(off, 'L1.ffn.7')).toEqual({ interventions: 'emb.3*2', applied: 'on' });
});

it('puts a change that was kept out of force back into it', () => {
  expect(toggled({ interventions: 'L1.ffn.7=0', applied: 'off' }, 'L1.ffn.7')).toEqual({
    interventions: 'L1.ffn.7=0',
    applied: 'on',
  });
});
