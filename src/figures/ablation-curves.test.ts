import { describe, expect, it } from 'vitest';
import { pointTitle } from './ablation-curves';
import { furthestApart } from './ablation-lines';

describe('the place of letters', () => {
  it('is where the nearest two lines are furthest apart', () => {
    expect(
      furthestApart([
        [2, 1, 0, 0],
        [2, 2, 2, 0],
        [2, 3, 1, 0],
      ]),
    ).toBe(2);
  });

  it('is one that two lines have reached; there is none for one line', () => {
    expect(furthestApart([[2, 1, 0], [2]])).toBe(0);
    expect(furthestApart([[2, 1]])).toBe(-1);
  });
});

it('writes a point with its flips', () => {
  expect(pointTitle('conductance, top first', 1597, 1.2, 0)).toBe('conductance, top first: 1,597 off, 1.200');
  expect(pointTitle('conductance', 31, -1, 0.4)).toBe('conductance: 31 off, −1.000, flipped in 40 %');
  expect(pointTitle('conductance', 31, -1, 1)).toBe('conductance: 31 off, −1.000, flipped');
});
