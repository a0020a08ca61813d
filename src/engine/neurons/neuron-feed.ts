/**
 * What feeds a neuron: its conductance by input token, ∫₀¹ ∂F/∂hⱼ · ∂hⱼ/∂x · (x − b) dα (`NeuronConductance` in
 * captum/attr/_core/neuron/neuron_conductance.py; there by a trapezoid whose weights do not sum to 1).
 */

import type { Differentiable, EvaluationRequest } from '../attribution/differentiable';
import { integrateAlongPath, isStill, type Path } from '../attribution/path';
import { gaussLegendre, onInterval } from '../quadrature/rules';
import { relay } from '../relay';

/** As the sweep over all neurons starts with in a text of common length. */
const PANELS = 2;
const NODES = 24;
/** Far fewer rows a batch than full speed takes: between two batches the same engine answers what cannot wait. */
const ROWS = 24;

/**
 * One number a token, in units of F; they add up to the conductance of the neuron over all tokens.
 * Yields the points evaluated so far; checks the signal between batches.
 */
export async function* neuronFeed(
  f: Differentiable,
  path: Path,
  through: NonNullable<EvaluationRequest['through']>,
  signal?: AbortSignal,
): AsyncGenerator<number, Float64Array> {
  const total = new Float64Array(path.input.tokens);
  if (isStill(path)) return total;
  let evaluations = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const rule = onInterval(gaussLegendre(NODES), panel / PANELS, (panel + 1) / PANELS);
    const run = integrateAlongPath(f, path, rule, { sites: [], integrals: [], through, rows: ROWS }, signal);
    const { tokens } = yield* relay(run, added => {
      evaluations += added;
      return evaluations;
    });
    tokens.forEach((value, token) => {
      total[token] = (total[token] ?? 0) + value;
    });
  }
  return total;
}
