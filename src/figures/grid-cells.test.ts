import { expect, it } from 'vitest';
import { hatchPath } from './grid-cells';

it('hatches a cell within its edges', () => {
  const path = hatchPath(20, 11);
  const numbers = path.match(/[\d.]+/g)?.map(Number) ?? [];
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  expect(path.split('M').length - 1).toBe(5);
  expect(path).not.toContain('-');
  expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([
    0.5, 20.5, 0.5, 11.5,
  ]);
});
