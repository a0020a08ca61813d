import { describe, expect, it } from 'vitest';
import { circleOf, pointTitle } from './ablation-curves';
import { ablationCaption, furthestApart } from './ablation-lines';

describe('circles on ablation curves', () => {
  const circles = (selected: boolean) => [0, 0.2, 0.6, 0, 1].map(share => circleOf({ selected }, share));

  it('are wherever any decision has flipped, filled where most have', () => {
    expect(circles(true).map(circle => circle?.isFilled)).toEqual([undefined, false, true, undefined, true]);
  });

  it('follow the same rule on every line, small on those that stand back', () => {
    const [bold, faint] = [circles(true), circles(false)];
    expect(faint.map(circle => circle?.isFilled)).toEqual(bold.map(circle => circle?.isFilled));
    expect(faint[1]?.radius).toBeLessThan(bold[1]?.radius ?? 0);
  });
});

describe('the caption of an exported figure', () => {
  it('counts the random orders, and the sentences where there are several', () => {
    expect(ablationCaption(20, 1)).toBe('20 random orders.');
    expect(ablationCaption(1, 3)).toBe('1 random order. Means over 3 sentences.');
    expect(ablationCaption(0, 1)).toBe('');
  });
});

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
