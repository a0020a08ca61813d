import { expect, it } from 'vitest';
import type { Carriers } from '../engine/neurons/carriers';
import { carriersSentence } from './sentences-carriers';

const carrier = (of: Carriers['of'], half: number | null, count = 384): Carriers => ({
  of,
  cumulative: new Float64Array(count),
  counts: [half, half, half],
});

it('counts at the first and the last full cut, and in the feed-forward layers', () => {
  const carriers = [
    carrier('emb', 20),
    carrier('L0.resid', 9),
    carrier('L5.resid', 1),
    carrier('ffn', 31, 9216),
  ];
  expect(carriersSentence(carriers, 1.93)).toBe(
    'Half of the score (+1.93) takes 20 neurons at the embedding, 1 neuron after block 5, or 31 of the 9,216 feed-forward neurons.',
  );
});

it('leaves out what does not reach half', () => {
  expect(carriersSentence([carrier('emb', 2), carrier('ffn', null)], -1)).toBe(
    'Half of the drop (−1.00) takes 2 neurons at the embedding.',
  );
  expect(carriersSentence([], -1)).toBe('No site carries half of the drop (−1.00).');
});
