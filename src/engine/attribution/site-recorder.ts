/**
 * What the neurons of sites did along a part of the path, from the activations h and gradients g that the evaluations
 * give anyway. Conductance Σₖ wₖ g(αₖ) ⊙ ḣ(αₖ) (Dhamdhere et al. 2018, arXiv 1805.12233), with ḣ = D·h the derivative
 * of the polynomial through the part's own nodes; internal influence Σₖ wₖ g(αₖ) (Leino et al. 2018, arXiv 1802.03788).
 */

import * as tf from '@tensorflow/tfjs-core';
import { dispose, tidy } from '../backend/tidy';
import type { SiteMatrices } from '../neurons/neuron-table';
import { differentiationMatrix } from '../quadrature/differentiation';
import type { QuadratureRule } from '../quadrature/rules';
import type { Evaluation } from './differentiable';

/** Conductance in units of F, internal influence in units of F a unit of activation. */
export const SITE_INTEGRALS = ['conductance', 'internal-influence'] as const;
export type SiteIntegral = (typeof SITE_INTEGRALS)[number];
/** For each site recorded, in order, `[tokens, width]` row by row. */
export type SiteIntegrals = Readonly<Partial<Record<SiteIntegral, SiteMatrices>>>;

export interface SiteRecorder {
  /** Takes over the next points' activations and gradients, `[points, tokens, width]` a site. */
  add(evaluation: Pick<Evaluation, 'activations' | 'gradients'>): void;
  /** The integrals over all points added, which are the rule's nodes; site by site, freeing each. */
  integrate(rule: QuadratureRule): Promise<SiteIntegrals>;
  dispose(): void;
}

/** A batch's points of one site, `[points, tokens · width]`. */
interface Part {
  readonly activations: tf.Tensor2D;
  readonly gradients: tf.Tensor2D;
}

/** A recorder of sites; with none it records nothing and costs nothing. */
export function createSiteRecorder(
  sites: readonly string[],
  integrals: readonly SiteIntegral[],
): SiteRecorder {
  const parts = new Map<string, Part[]>(sites.map(site => [site, []]));
  return {
    add(evaluation) {
      for (const [site, known] of parts) known.push(flatSite(evaluation, site));
    },

    async integrate(rule) {
      if (sites.length === 0) return {};
      const found = new Map<SiteIntegral, Float32Array[]>(integrals.map(name => [name, []]));
      for (const site of sites) {
        const known = parts.get(site) ?? [];
        const sums = tidy(() => {
          const h = joined(known.map(part => part.activations));
          const g = joined(known.map(part => part.gradients));
          return integrals.map(name => siteIntegral(name, h, g, rule));
        });
        parts.set(site, []);
        dispose(known);
        for (const [i, name] of integrals.entries()) {
          found.get(name)?.push(new Float32Array((await sums[i]?.data()) ?? []));
        }
        dispose(sums);
      }
      return Object.fromEntries(found);
    },

    dispose() {
      for (const known of parts.values()) dispose(known);
      parts.clear();
    },
  };
}

/**
 * One site's activations and gradients as `[points, tokens · width]`; the evaluation's own tensors are disposed.
 * @throws Error where the evaluation lacks the site
 */
export function flatSite(
  { activations, gradients }: Pick<Evaluation, 'activations' | 'gradients'>,
  site: string,
): Part {
  const [h, g] = [activations[site], gradients[site]];
  if (!h || !g) throw new Error(`The evaluation returned nothing for the site ${site}.`);
  const part = { activations: flattened(h), gradients: flattened(g) };
  dispose([h, g]);
  return part;
}

/** `[1, tokens · width]`. Products of untransposed matrices: the only sums over points that are fast on wasm. */
function siteIntegral(
  name: SiteIntegral,
  h: tf.Tensor2D,
  g: tf.Tensor2D,
  { nodes, weights }: QuadratureRule,
): tf.Tensor2D {
  const points = nodes.length;
  const row = tf.tensor2d(Float32Array.from(weights), [1, points]);
  switch (name) {
    case 'conductance': {
      const derivative = tf.tensor2d(Float32Array.from(differentiationMatrix(nodes)), [points, points]);
      return tf.matMul(row, tf.mul<tf.Tensor2D>(tf.matMul(derivative, h), g));
    }
    case 'internal-influence':
      return tf.matMul(row, g);
  }
}

function flattened(x: tf.Tensor3D): tf.Tensor2D {
  return tf.reshape(x, [x.shape[0], x.shape[1] * x.shape[2]]);
}

function joined(parts: tf.Tensor2D[]): tf.Tensor2D {
  const [first] = parts;
  if (!first) throw new Error('No points were added before they were integrated.');
  return parts.length === 1 ? first : tf.concat2d(parts, 0);
}
