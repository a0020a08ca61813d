/** Differentiation matrices: derivatives of a curve at nodes where only its values are known. */

/** Capacity of [0, 1]: products of node distances neither vanish nor overflow when divided by it. */
const CAPACITY = 1 / 4;

/**
 * D `[n, n]`, row by row, such that (D·h)ᵢ is the derivative at node i of the polynomial through the points
 * (nodeⱼ, hⱼ): Dᵢⱼ = (ωⱼ/ωᵢ)/(xᵢ − xⱼ), with barycentric weights ω, and rows that sum to 0
 * (Berrut & Trefethen 2004, "Barycentric Lagrange interpolation", section 9.3).
 * One node alone knows a constant only, whose derivative is 0.
 * @throws Error where there is no node or two coincide
 */
export function differentiationMatrix(nodes: Float64Array): Float64Array {
  const n = nodes.length;
  if (n === 0) throw new Error('0 nodes: expected at least one.');
  const span = Math.max(...nodes) - Math.min(...nodes);
  const distance = (i: number, j: number) => (nodes[i] ?? 0) - (nodes[j] ?? 0);
  const weights = Float64Array.from(nodes, (_, i) => {
    let product = 1;
    for (let j = 0; j < n; j++) if (j !== i) product *= distance(i, j) / (span * CAPACITY);
    return 1 / product;
  });
  if (!weights.every(Number.isFinite)) throw new Error('Two nodes coincide; expected all to differ.');
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let rowSum = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const entry = (weights[j] ?? 0) / (weights[i] ?? 0) / distance(i, j);
      matrix[i * n + j] = entry;
      rowSum += entry;
    }
    matrix[i * n + i] = -rowSum;
  }
  return matrix;
}
