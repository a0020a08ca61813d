import { expect, it } from 'vitest';
import { neuronRecordOf } from '../engine/testing/neuron-record';
import { neuronExamplesCsv } from './neuron-csv';

it('a neuron’s examples have a row each, with token, sentence and text', () => {
  const [head, first] = neuronExamplesCsv(neuronRecordOf('L1.ffn.1184')).split('\r\n');
  expect(head).toBe('neuron,group,activation,token,sentence,position,text');
  expect(first).toBe('L1.ffn.1184,top,6.38,clumsy,1,1,so clumsy');
});
