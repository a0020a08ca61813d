import { describe, expect, it } from 'vitest';
import { rootScale, rootTicks } from './root-scale';

describe('the square-root scale', () => {
  it('fits its own values and holds zero, with some room beyond them', () => {
    const [low = 0, high = 0] = rootScale([0.1, 0.3, 1]).domain();
    expect(low).toBeLessThan(0);
    expect(low).toBeGreaterThan(-0.01);
    expect(high).toBeGreaterThan(1);
    expect(high).toBeLessThan(1.1);
  });

  it('spans something without values', () => {
    expect(rootScale([]).domain()).toEqual([-1, 1]);
    expect(rootScale([0, 0]).domain()).toEqual([-1, 1]);
  });

  it('gives what lies near zero more than its share of the axis', () => {
    const scale = rootScale([-1, 1]).range([0, 100]);
    expect(scale(0)).toBeCloseTo(50);
    expect(scale(0.25) - scale(0)).toBeCloseTo((scale(1) - scale(0)) / 2);
  });

  it('leaves the line of equal values straight where two axes are fitted differently', () => {
    const x = rootScale([-0.2, 1.3]).range([0, 400]);
    const y = rootScale([-0.1, 0.4]).range([400, 0]);
    const slope = (value: number) => (y(value) - y(0)) / (x(value) - x(0));
    expect(slope(-0.1)).toBeCloseTo(slope(0.4));
  });
});

describe('ticks of the square-root scale', () => {
  const scale = rootScale([-0.22, 1.34]).range([0, 400]);

  it('are round numbers on both sides of zero, far enough apart', () => {
    const ticks = rootTicks(scale, 36);
    expect(ticks).toEqual([-0.2, -0.05, 0, 0.05, 0.2, 0.5, 1]);
    const places = ticks.map(tick => scale(tick));
    expect(places.slice(1).every((place, i) => place - (places[i] ?? 0) >= 36)).toBe(true);
  });

  it('let what lies furthest out be read', () => {
    expect(rootTicks(rootScale([-0.1, 0.42]).range([400, 0]), 26).at(-1)).toBe(0.4);
  });

  it('hold zero where there is room for nothing else', () => {
    expect(rootTicks(scale, 1000)).toEqual([0]);
  });
});
