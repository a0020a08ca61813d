/**
 * What feeds a neuron: its conductance by input token, ∫₀¹ ∂F/∂hⱼ · ∂hⱼ/∂x · (x − b) dα (`NeuronConductance` in
 * captum/attr/_core/neuron/neuron_conductance.py; there by a trapezoid whose weights do not sum to 1).
 */

import { measureOf } from '../attribution/completeness';
import type { Differentiable, EvaluationRequest } from '../attribution/differentiable';
import { addTo } from '../attribution/panels';
import { integrateAlongPath, isStill, type Path } from '../attribution/path';
import type { Progress } from '../progress';
import { gaussLegendre, onInterval } from '../quadrature/rules';
import { relay } from '../relay';

/** As a panel of the sweep over all neurons has in a text of common length. */
const NODES = 24;
/** Panels that are taken where one is not known to be enough. */
const PANELS = 2;
/** What one panel may miss the neuron's conductance by, as a share of `measureOf`. */
const TOLERANCE = 0.01;
/** Fewer rows a batch than full speed takes: between two batches the same engine answers what cannot wait. */
const ROWS = 96;

export interface FeedOptions {
  /** The neuron's conductance over all tokens, which the feed must add up to; null where it is not known. */
  readonly conductance?: number | null;
  readonly signal?: AbortSignal;
}

/**
 * One number a token, in units of F; they add up to the conductance of the neuron over all tokens. Where that is known
 * and one panel of nodes adds up to it, that panel is enough. Yields after each batch, and checks the signal.
 */
export async function* neuronFeed(
  f: Differentiable,
  path: Path,
  through: NonNullable<EvaluationRequest['through']>,
  { conductance = null, signal }: FeedOptions = {},
): AsyncGenerator<Progress, Float64Array> {
  if (isStill(path)) return new Float64Array(path.input.tokens);
  let made = 0;

  async function* over(panels: number): AsyncGenerator<Progress, Float64Array> {
    const total = new Float64Array(path.input.tokens);
    const expected = made + panels * NODES;
    for (let panel = 0; panel < panels; panel++) {
      const rule = onInterval(gaussLegendre(NODES), panel / panels, (panel + 1) / panels);
      const recorded = { sites: [], integrals: [], through, rows: ROWS };
      const { tokens } = yield* relay(integrateAlongPath(f, path, rule, recorded, signal), added => {
        made += added;
        return { done: made, expected };
      });
      addTo(total, tokens);
    }
    return total;
  }

  if (conductance !== null) {
    const once = yield* over(1);
    const sum = once.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - conductance) <= TOLERANCE * measureOf(conductance, once)) return once;
  }
  return yield* over(PANELS);
}
