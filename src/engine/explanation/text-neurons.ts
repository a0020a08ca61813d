/** The neuron table of one text: what the sweep found, what neurons do at the input, and, where asked for, more. */

import type { Matrix } from '../attribution/differentiable';
import type { TokenAttribution } from '../attribution/method';
import { neuronsAtInput } from '../neurons/at-input';
import { layerIntegratedGradients } from '../neurons/layer-integrated-gradients';
import type { NeuronTable } from '../neurons/neuron-table';
import { relay } from '../relay';
import type { Changes } from '../transformer/changes';
import type { Site, SiteInfo } from '../transformer/sites';
import type { Target } from '../transformer/target';
import { differentiable, differentiableFrom, type Transformer } from '../transformer/transformer';
import type { Rule } from './record';

/** What the table is made of. */
export interface TextNeurons {
  readonly transformer: Transformer;
  readonly target: Target;
  /** Interventions. */
  readonly changes: Changes;
  readonly sites: readonly SiteInfo[];
  readonly input: Matrix;
  /** Null where the attribution method starts from none. */
  readonly baseline: Matrix | null;
  readonly rule: Rule;
  readonly steps: number;
  /** What the attribution method found of the sites. */
  readonly swept: TokenAttribution;
  /** Layer integrated gradients take a path of their own for every site: many times the sweep. */
  readonly withLayerPaths: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Yields the evaluations made so far for layer paths.
 * @throws Error where layer paths are asked for without a baseline; AbortError by the signal
 */
export async function* textNeurons(what: TextNeurons): AsyncGenerator<number, NeuronTable> {
  const { transformer, target, changes, sites, input, swept } = what;
  const f = differentiable(transformer, target, changes);
  const names = sites.map(({ site }) => site);
  const methods = { ...swept.neurons, ...(await neuronsAtInput(f, input, names)) };
  const table = { tokens: input.tokens, sites, methods };
  if (!what.withLayerPaths) return table;
  const layerPaths = yield* layerPathsOf(what);
  return { ...table, methods: { ...methods, 'layer-integrated-gradients': layerPaths } };
}

async function* layerPathsOf(what: TextNeurons): AsyncGenerator<number, Float32Array[]> {
  const { transformer, target, changes, sites, input, baseline, rule, steps, signal } = what;
  if (!baseline) {
    throw new Error(
      'Neuron method layer-integrated-gradients: expected an attribution method with a baseline, such as integrated-gradients.',
    );
  }
  const f = differentiable(transformer, target, changes);
  const found: Float32Array[] = [];
  let before = 0;
  for (const info of sites) {
    const fromSite = differentiableFrom(transformer, target, input, info, changes);
    const run = layerIntegratedGradients(f, {
      input,
      baseline,
      site: info.site,
      fromSite,
      rule,
      steps,
      signal,
    });
    let own = 0;
    const matrix = yield* relay(run, evaluations => {
      own = evaluations;
      return before + own;
    });
    found.push(matrix);
    before += own;
  }
  return found;
}

/** The sites asked for, in the model's order. Throws where the model lacks one. */
export function wantedSites(all: readonly SiteInfo[], wanted: readonly Site[] | null): readonly SiteInfo[] {
  if (wanted === null) return all;
  const missing = wanted.find(site => !all.some(info => info.site === site));
  if (missing !== undefined) {
    throw new Error(`Site ${missing}: the model has ${all.map(({ site }) => site).join(', ')}.`);
  }
  return all.filter(({ site }) => wanted.includes(site));
}
