/** Quadrature rules on [0, 1]: Gauss–Legendre, and the Riemann rules as Captum defines them. */

/** Σ weights[k] · f(nodes[k]) approximates ∫₀¹ f. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

export type FixedRule =
  | 'gauss-legendre'
  | 'riemann-left'
  | 'riemann-right'
  | 'riemann-middle'
  | 'riemann-trapezoid';

/**
 * The rule of a name with n points.
 * @throws Error where n is not a whole number of at least 1 (2 for the trapezoid, which has two ends)
 */
export function fixedRule(name: FixedRule, n: number): QuadratureRule {
  const least = name === 'riemann-trapezoid' ? 2 : 1;
  if (!Number.isInteger(n) || n < least) {
    throw new Error(`Steps ${n}: expected a whole number of at least ${least} for ${name}.`);
  }
  switch (name) {
    case 'gauss-legendre':
      return gaussLegendre(n);
    case 'riemann-left':
      return equal(n, k => k / n);
    case 'riemann-right':
      return equal(n, k => (k + 1) / n);
    case 'riemann-middle':
      return equal(n, k => (k + 0.5) / n);
    case 'riemann-trapezoid':
      return captumTrapezoid(n);
  }
}

const NEWTON_LIMIT = 100;

/**
 * Gauss–Legendre nodes and weights on [0, 1], ascending. Roots of the Legendre polynomial by Newton's method from
 * Tricomi's approximation; weights 2/((1−ξ²)·P′(ξ)²), halved (Abramowitz & Stegun 25.4.29).
 */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let xi = -Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let step = 0; step < NEWTON_LIMIT; step++) {
      const [value, derivative] = legendre(n, xi);
      slope = derivative;
      const change = value / derivative;
      xi -= change;
      if (Math.abs(change) <= Number.EPSILON) break;
    }
    nodes[k] = (1 + xi) / 2;
    weights[k] = 1 / ((1 - xi * xi) * slope * slope);
  }
  return { nodes, weights };
}

/** Pₙ(ξ) and its derivative by the three-term recurrence. */
function legendre(n: number, xi: number): [number, number] {
  let before = 1;
  let value = xi;
  for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * xi * value - (k - 1) * before) / k];
  return [value, (n * (xi * value - before)) / (xi * xi - 1)];
}

function equal(n: number, node: (k: number) => number): QuadratureRule {
  return {
    nodes: Float64Array.from({ length: n }, (_, k) => node(k)),
    weights: new Float64Array(n).fill(1 / n),
  };
}

/**
 * Captum's trapezoid (`riemann_builders` in captum/attr/_utils/approximation_methods.py): n points from 0 to 1,
 * weights 1/n, halved at both ends. They sum to 1 − 1/n, so results are low by that share; kept for comparison.
 */
function captumTrapezoid(n: number): QuadratureRule {
  const weights = new Float64Array(n).fill(1 / n);
  weights[0] = 0.5 / n;
  weights[n - 1] = 0.5 / n;
  return { nodes: Float64Array.from({ length: n }, (_, k) => k / (n - 1)), weights };
}

/** A rule on [0, 1] moved to [start, end]. */
export function onInterval(rule: QuadratureRule, start: number, end: number): QuadratureRule {
  return {
    nodes: rule.nodes.map(node => start + (end - start) * node),
    weights: rule.weights.map(weight => (end - start) * weight),
  };
}
