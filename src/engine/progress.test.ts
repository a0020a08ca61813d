import { expect, it } from 'vitest';
import { timeLeft } from './progress';

it.each([
  [{ done: 0, expected: 48 }, 900, null],
  [{ done: 12, expected: 48 }, 6000, 18000],
  [{ done: 48, expected: 48 }, 6000, 0],
  [{ done: 50, expected: 48 }, 6000, 0],
])('estimates what is left of %o after %i ms', (progress, elapsed, left) => {
  expect(timeLeft(progress, elapsed)).toBe(left);
});
