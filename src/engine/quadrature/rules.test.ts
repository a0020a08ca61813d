import { describe, expect, it } from 'vitest';
import { fixedRule, gaussLegendre, onInterval } from './rules';

describe('Gauss–Legendre', () => {
  it('has the textbook nodes and weights for n = 3', () => {
    const { nodes, weights } = gaussLegendre(3);
    const offset = Math.sqrt(0.6) / 2;
    [0.5 - offset, 0.5, 0.5 + offset].forEach((node, k) => {
      expect(nodes[k]).toBeCloseTo(node, 14);
    });
    [5 / 18, 8 / 18, 5 / 18].forEach((weight, k) => {
      expect(weights[k]).toBeCloseTo(weight, 14);
    });
  });

  it.each([1, 2, 16, 24, 50, 500])('with n = %i integrates polynomials up to degree 2n − 1 exactly', n => {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, n, 2 * n - 1]) {
      const integral = nodes.reduce((sum, node, k) => sum + (weights[k] ?? 0) * node ** degree, 0);
      expect(integral * (degree + 1)).toBeCloseTo(1, 11);
    }
  });

  it('keeps nodes ascending and inside the interval', () => {
    const { nodes } = gaussLegendre(50);
    const all = [0, ...nodes, 1];
    expect(all.every((node, k) => k === 0 || node > (all[k - 1] ?? 1))).toBe(true);
  });
});

describe('Riemann rules', () => {
  it.each([
    ['riemann-left', [0, 0.25, 0.5, 0.75]],
    ['riemann-right', [0.25, 0.5, 0.75, 1]],
    ['riemann-middle', [0.125, 0.375, 0.625, 0.875]],
  ] as const)('%s has Captum’s points and equal weights', (name, points) => {
    const rule = fixedRule(name, 4);
    expect(Array.from(rule.nodes)).toEqual(points);
    expect(Array.from(rule.weights)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('riemann-trapezoid has Captum’s points and weights, which sum to 1 − 1/n', () => {
    const rule = fixedRule('riemann-trapezoid', 5);
    expect(Array.from(rule.nodes)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(Array.from(rule.weights)).toEqual([0.1, 0.2, 0.2, 0.2, 0.1]);
  });
});

it('moves a rule to an interval', () => {
  const rule = onInterval(fixedRule('riemann-middle', 2), 0.5, 1);
  expect(Array.from(rule.nodes)).toEqual([0.625, 0.875]);
  expect(Array.from(rule.weights)).toEqual([0.25, 0.25]);
});

it.each([0, 1.5, -3, Number.NaN])('refuses %s steps with a sentence', steps => {
  expect(() => fixedRule('gauss-legendre', steps)).toThrow(
    `Steps ${steps}: expected a whole number of at least 1`,
  );
});

it('refuses a trapezoid of one point', () => {
  expect(() => fixedRule('riemann-trapezoid', 1)).toThrow('at least 2 for riemann-trapezoid');
});
