/** The explanation record, `finegrain/explanation@1`: what one text's explanation is on disk, in a pipe, on the page. */

import { z } from 'zod';
import { NEURON_METHODS } from '../neurons/neuron-table';

/** Attribution methods by their public name; `none` asks for the prediction only. */
export const METHODS = ['integrated-gradients', 'input-x-gradient', 'saliency'] as const;
export const RULES = [
  'adaptive',
  'gauss-legendre',
  'riemann-left',
  'riemann-right',
  'riemann-middle',
  'riemann-trapezoid',
] as const;
export const BASELINES = ['pad', 'mask', 'zero', 'mean'] as const;

export type Method = (typeof METHODS)[number];
export type Rule = (typeof RULES)[number];
export type BaselineName = (typeof BASELINES)[number];

export const tokenSchema = z.object({
  id: z.int().nonnegative(),
  text: z.string(),
  start: z.int().nonnegative().nullable(),
  end: z.int().nonnegative().nullable(),
  special: z.boolean(),
  word: z.int().nonnegative().nullable(),
});

export const predictionSchema = z.object({
  labels: z.array(z.string()).min(1),
  logits: z.array(z.number()),
  probabilities: z.array(z.number()),
});

export const attributionSchema = z.object({
  method: z.enum(METHODS),
  /** Null for methods that have none. */
  baseline: z.enum(BASELINES).nullable(),
  /** Null for methods that follow no path. */
  rule: z.enum(RULES).nullable(),
  /** Points of a fixed rule; null for `adaptive`, which takes as many as it needs. */
  steps: z.int().positive().nullable(),
  /** Points at which the model and its gradient were evaluated for the tokens. */
  evaluations: z.int().positive(),
  /** F(x). */
  value: z.number(),
  /** F(baseline); null where the method has no baseline. */
  baselineValue: z.number().nullable(),
  /** What the model predicts at the baseline, under the same changes to neurons; null where the method has none. */
  baselinePrediction: predictionSchema.nullable(),
  /** Σ attribution − (F(x) − F(baseline)), signed; null where the method has no baseline. */
  delta: z.number().nullable(),
  /** Whether |delta| is within the tolerance of the rule `adaptive`; null where the method has no baseline. */
  withinTolerance: z.boolean().nullable(),
  /** One number a token, in units of the target. */
  tokens: z.array(z.number()),
});

/** What one site carries, summed over its neurons. */
export const layerSchema = z.object({
  site: z.string(),
  /** `conductance`; for attribution methods without a path `gradient-x-activation`. */
  method: z.enum(NEURON_METHODS),
  /** Σ tokens − ΔF, signed; null where the site is no full cut of the model, or where there is no ΔF. */
  delta: z.number().nullable(),
  /** One number a token, in units of the target. */
  tokens: z.array(z.number()),
});

export const neuronSchema = z.object({
  /** Its address, such as `L3.ffn.812`. */
  neuron: z.string(),
  /** What it is ranked by: the sum of `tokens`; for the method `activation` the one furthest from zero. */
  value: z.number(),
  /** Summed over the tokens, in units of the target; null where it was not computed. */
  conductance: z.number().nullable(),
  /** By `neuronMethod`, one number a token. */
  tokens: z.array(z.number()),
  /** One number a token. */
  activations: z.array(z.number()),
});

export const modelSchema = z.object({ id: z.string(), sha256: z.string(), backend: z.string() });

export const explanationSchema = z.object({
  schema: z.literal('finegrain/explanation@1'),
  model: modelSchema,
  text: z.string(),
  truncated: z.boolean(),
  tokens: z.array(tokenSchema),
  prediction: predictionSchema,
  /** `logit:positive`, `prob:…`, `logprob:…` or `diff:positive,negative`. */
  target: z.string(),
  /** Changes to neurons under which all of this was computed, such as `L3.ffn.812=0`, in the order in which they act. */
  interventions: z.array(z.string()),
  /** The text that `=patch` among them takes activations from; null where there is none. */
  patchFrom: z.string().nullable(),
  /** The prediction without the interventions; null where there are none. */
  untouched: predictionSchema.nullable(),
  /** Null where only the prediction was asked for. */
  attribution: attributionSchema.nullable(),
  /** Sites in the order of the forward pass; null where neurons were not asked for. */
  layers: z.array(layerSchema).nullable(),
  /** What `neurons` are ranked by, and their `tokens` are; null where neurons were not asked for. */
  neuronMethod: z.enum(NEURON_METHODS).nullable(),
  /** Neurons, the largest |value| first; null where they were not asked for. */
  neurons: z.array(neuronSchema).nullable(),
});

/** A line of the command line's output that stands for a text that failed. */
export const errorSchema = z.object({
  schema: z.literal('finegrain/error@1'),
  line: z.int().positive(),
  message: z.string(),
});

export type Prediction = z.infer<typeof predictionSchema>;
export type Attribution = z.infer<typeof attributionSchema>;
export type LayerRecord = z.infer<typeof layerSchema>;
export type NeuronRecord = z.infer<typeof neuronSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type ErrorRecord = z.infer<typeof errorSchema>;

/** The index of the largest logit; the first of equals. */
export function predictedLabel({ logits }: Pick<Prediction, 'logits'>): number {
  return logits.indexOf(Math.max(...logits));
}
