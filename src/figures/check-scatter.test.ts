import { describe, expect, it } from 'vitest';
import { dotLabel, equalSpan, walkDots } from './check-scatter';
import { rootScale } from './root-scale';

const dotOf = (neuron: string, attribution: number, effect: number) => ({
  neuron,
  group: 'top' as const,
  attribution,
  effect,
});
const [left, middle, right] = [dotOf('a', -2, 0.5), dotOf('b', 0, -1), dotOf('c', 1, 0)];
const dots = [middle, right, left];

describe('the walk among dots', () => {
  it.each([
    ['ArrowLeft', left],
    ['ArrowRight', right],
    ['ArrowUp', right],
    ['ArrowDown', undefined],
    ['Home', left],
    ['End', right],
    ['x', undefined],
  ])('leads from the middle one with %s', (key, expected) => {
    expect(walkDots(dots, middle, key)).toBe(expected);
  });
});

it('draws the line of equal values where both axes have them', () => {
  const [wide, narrow] = [rootScale([-2, 1]), rootScale([-0.5, 4])];
  const [low, high] = [narrow.domain()[0], wide.domain()[1]];
  expect(equalSpan(wide, narrow)).toEqual([low, high]);
  expect(equalSpan(narrow, wide)).toEqual([low, high]);
});

it('says both numbers of a dot', () => {
  expect(dotLabel(dotOf('L3.ffn.812', 0.42, -0.381))).toBe('L3.ffn.812, says +0.42, takes −0.38 away');
});
