import { describe, expect, it } from 'vitest';
import { differentiationMatrix } from './differentiation';
import { gaussLegendre, onInterval } from './rules';

const derivative = (nodes: Float64Array, values: Float64Array) => {
  const matrix = differentiationMatrix(nodes);
  return nodes.map((_, i) =>
    values.reduce((sum, value, j) => sum + (matrix[i * nodes.length + j] ?? 0) * value, 0),
  );
};
const largestDifference = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

describe('the differentiation matrix', () => {
  it('differentiates polynomials of a degree below the number of nodes exactly', () => {
    const { nodes } = gaussLegendre(6);
    const found = derivative(
      nodes,
      nodes.map(x => x ** 5 - 2 * x ** 2 + 3),
    );
    expect(
      largestDifference(
        found,
        nodes.map(x => 5 * x ** 4 - 4 * x),
      ),
    ).toBeLessThan(1e-12);
  });

  it('differentiates a smooth curve on a panel to rounding', () => {
    const { nodes } = onInterval(gaussLegendre(24), 0.25, 0.5);
    const found = derivative(
      nodes,
      nodes.map(x => Math.sin(9 * x)),
    );
    expect(
      largestDifference(
        found,
        nodes.map(x => 9 * Math.cos(9 * x)),
      ),
    ).toBeLessThan(1e-10);
  });

  it('has rows that sum to zero, so that a constant has no derivative', () => {
    const { nodes } = gaussLegendre(16);
    expect(
      largestDifference(
        derivative(
          nodes,
          nodes.map(() => 1),
        ),
        nodes.map(() => 0),
      ),
    ).toBeLessThan(1e-11);
  });

  it('gives the one value at a single node no slope', () => {
    expect(derivative(Float64Array.of(1), Float64Array.of(7))[0]).toBeCloseTo(0, 15);
  });

  it('refuses no nodes at all, and nodes that coincide', () => {
    expect(() => differentiationMatrix(new Float64Array())).toThrow('0 nodes');
    expect(() => differentiationMatrix(Float64Array.of(0.1, 0.5, 0.5))).toThrow('coincide');
  });
});
