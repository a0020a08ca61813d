import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { labelFlips } from './label-flips';

describe('the flips between two rows of logits', () => {
  it('are none while one label leads', () => {
    expect(labelFlips([3, 1, 0], [2, 1.9, -4])).toEqual([]);
  });

  it('stand where the two logits meet', () => {
    expect(labelFlips([3, 0], [0, 1])).toEqual([{ share: 0.75, from: 0, to: 1 }]);
  });

  it('name a third label that leads in between', () => {
    // 4 − 8t meets 1 at 3/8, and 1 meets −4 + 8t at 5/8.
    expect(labelFlips([4, 1, -4], [-4, 1, 4])).toEqual([
      { share: 0.375, from: 0, to: 1 },
      { share: 0.625, from: 1, to: 2 },
    ]);
  });

  it('pass over a label that only touches the lead', () => {
    // All three meet half way.
    expect(labelFlips([2, 0, -2], [-2, 0, 2])).toEqual([{ share: 0.5, from: 0, to: 2 }]);
  });

  it('begin at once where two labels lead together', () => {
    expect(labelFlips([1, 1], [0, 2])).toEqual([{ share: 0, from: 0, to: 1 }]);
  });

  it('lead from label to label, onwards, each the largest on its part of the way', () => {
    const logits = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(logits, logits, (before, after) => {
        const flips = labelFlips(before, after);
        const at = (share: number) => before.map((value, i) => value + share * ((after[i] ?? 0) - value));
        const leaders = [before.indexOf(Math.max(...before)), ...flips.map(({ to }) => to)];
        const bounds = [0, ...flips.map(({ share }) => share), 1];
        expect(leaders.at(-1)).toBe(after.indexOf(Math.max(...after)));
        leaders.forEach((leader, part) => {
          const [from = 0, to = 1] = [bounds[part], bounds[part + 1]];
          expect(to).toBeGreaterThanOrEqual(from);
          const row = at((from + to) / 2);
          expect(row[leader]).toBeCloseTo(Math.max(...row), 9);
        });
        flips.forEach(({ from }, i) => {
          expect(from).toBe(leaders[i]);
        });
      }),
    );
  });
});
