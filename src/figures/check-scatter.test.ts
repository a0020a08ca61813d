import { describe, expect, it } from 'vitest';
import { dotLabel, reaches, walkDots } from './check-scatter';

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

describe('the axes', () => {
  it('reach equally far where both are in one unit', () => {
    expect(reaches(dots, true)).toEqual([2, 2]);
    expect(reaches(dots, false)).toEqual([2, 1]);
  });

  it('reach somewhere without dots', () => {
    expect(reaches([], true)).toEqual([1, 1]);
  });
});

it('says both numbers of a dot', () => {
  expect(dotLabel(dotOf('L3.ffn.812', 0.42, -0.381))).toBe('L3.ffn.812, says +0.42, takes −0.38 away');
});
