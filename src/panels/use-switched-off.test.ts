import { expect, it } from 'vitest';
import { switchedOff, toggled } from './use-switched-off';

it('knows single neurons that are off in the whole text', () => {
  const interventions = 'L1.ffn.7=0; L1.ffn.8=mean; L1.ffn.{9,10}=0; L1.ffn.11@2=0; L2.ffn=0; emb.3=0';
  expect([...switchedOff({ interventions, applied: 'on' })]).toEqual(['L1.ffn.7', 'emb.3']);
  expect(switchedOff({ interventions, applied: 'off' }).size).toBe(0);
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
