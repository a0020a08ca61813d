import { expect, it } from 'vitest';
import { counted } from './counted';

it.each([
  [0, 'token', undefined, '0 tokens'],
  [1, 'token', undefined, '1 token'],
  [1204, 'token', undefined, '1,204 tokens'],
  [1, 'forward pass', 'forward passes', '1 forward pass'],
  [2, 'forward pass', 'forward passes', '2 forward passes'],
] as const)('%d %s (%s): %s', (count, one, many, expected) => {
  expect(counted(count, one, many)).toBe(expected);
});
