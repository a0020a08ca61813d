import { expect, it } from 'vitest';
import { pointTitle } from './dose-response';

it('writes a dose with what the target is there, and what it is with random neurons', () => {
  expect(pointTitle('L3.ffn.812', 'factor', -1, 2.31, [1.9, 1.88, 2.05])).toBe(
    'L3.ffn.812 × −1.00: 2.310; controls 1.880 to 2.050 (min–max)',
  );
  expect(pointTitle('L3.ffn.812', 'value', 0.5, 2.31, [])).toBe('L3.ffn.812 = 0.50: 2.310');
});
