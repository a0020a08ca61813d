import { expect, it } from 'vitest';
import { seededNoise } from '../testing/tiny-bert';
import { correlationInterval, FEWEST_TOKENS, isBeyondChance } from './correlation-interval';

const NEURONS = 14_207;

it('gives no interval for too few tokens, however high the correlation', () => {
  expect(correlationInterval(1, 4, NEURONS)).toBeNull();
  expect(correlationInterval(0.99, FEWEST_TOKENS - 1, NEURONS)).toBeNull();
});

it('narrows with tokens, widens with the neurons it was chosen among', () => {
  const width = (tokens: number, among = NEURONS) => {
    const { low = 0, high = 0 } = correlationInterval(0.6, tokens, among) ?? {};
    return high - low;
  };
  expect(width(8000)).toBeCloseTo(0.0716, 3);
  expect(width(1536)).toBeGreaterThan(2 * width(8000));
  expect(width(8000, 10)).toBeLessThan(width(8000));
});

it('is the correlation itself at ±1', () => {
  expect(correlationInterval(1, 8000, NEURONS)).toEqual({ low: 1, high: 1 });
  expect(correlationInterval(-1, 8000, NEURONS)).toEqual({ low: -1, high: -1 });
});

it('leaves the greatest of many correlations of noise to chance', () => {
  const noise = seededNoise(3);
  const column = () => Float64Array.from({ length: FEWEST_TOKENS }, noise);
  const own = column();
  const centred = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map(value => value - mean);
  };
  const product = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  const rho = (a: Float64Array, b: Float64Array) => product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  const x = centred(own);
  const greatest = Math.max(...Array.from({ length: 2000 }, () => Math.abs(rho(x, centred(column())))));
  expect(greatest).toBeGreaterThan(0.25);
  const interval = correlationInterval(greatest, FEWEST_TOKENS, 2000);
  expect(interval && isBeyondChance(interval)).toBe(false);
  expect(isBeyondChance({ low: -0.4, high: -0.1 })).toBe(true);
});
