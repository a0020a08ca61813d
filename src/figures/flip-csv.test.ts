import { expect, it } from 'vitest';
import { flipCsv } from './flip-csv';

const untouched = {
  value: 1,
  prediction: { labels: ['bad', 'good'], logits: [0, 1], probabilities: [0.3, 0.7] },
};

it('writes each neuron with what is predicted when it alone stays on', () => {
  const csv = flipCsv({
    neurons: ['L0.ffn.1', 'L1.ffn.7'],
    untouched,
    spared: [{ neuron: 'L1.ffn.7', label: 'good', logits: [0.1, 0.2] }],
  });
  expect(csv.split('\r\n')).toEqual([
    'neuron,label_if_spared,logit bad,logit good',
    'L0.ffn.1,,,',
    'L1.ffn.7,good,0.1,0.2',
    '',
  ]);
});

it('has no rows where no set was found', () => {
  expect(flipCsv({ neurons: null, untouched, spared: [] }).split('\r\n')).toHaveLength(2);
});
