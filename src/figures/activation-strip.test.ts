import { describe, expect, it } from 'vitest';
import { binned, stripBars, stripWidth } from './activation-strip';

describe('the strip of a neuron’s activation', () => {
  it('has a bar a value, up above zero and down below it', () => {
    expect(stripBars([3, 0, -1], 30, 8)).toEqual([
      { x: 0, y: 0, width: 9, height: 6 },
      { x: 10, y: 6, width: 9, height: 0 },
      { x: 20, y: 6, width: 9, height: 2 },
    ]);
  });

  it('joins neighbours where there is no room, and keeps the one furthest from zero', () => {
    expect(binned([1, -4, 2, 3, 0, 0], 9)).toEqual([-4, 3, 0]);
    expect(binned([], 9)).toEqual([0]);
  });

  it('shows a value that would be too small to see', () => {
    expect(stripBars([1000, 0.001], 20, 10)[1]?.height).toBeGreaterThan(0.5);
  });

  it('is no wider than it needs to be', () => {
    expect([stripWidth(5, 200), stripWidth(128, 200)]).toEqual([70, 200]);
  });
});
