/** The records of experiments: what changing neurons did to one text, on the page, in a pipe, on disk. */

import { z } from 'zod';
import { modelSchema, predictionSchema } from '../explanation/record';
import { NEURON_METHODS } from '../neurons/neuron-table';
import { DOSES, ORDERS } from './names';

/** What every experiment was made on. */
const subject = {
  model: modelSchema,
  text: z.string(),
  /** Whether the text was cut at the model's limit. */
  truncated: z.boolean(),
  /** `logit:positive`, `prob:…`, `logprob:…` or `diff:positive,negative`. */
  target: z.string(),
  /**
   * In force throughout; the experiment's own changes come on top. Of a dose–response without what was asked for the
   * neurons that get the doses.
   */
  interventions: z.array(z.string()),
  /** The text that `=patch` among them takes activations from; null where there is none. */
  patchFrom: z.string().nullable(),
  /** Without the experiment's own changes: the target's value, and the prediction. */
  untouched: z.object({ value: z.number(), prediction: predictionSchema }),
};

/**
 * How many random sets there are, and the seed that they are drawn by. Of a dose–response each has as many neurons at
 * the same sites as the set that is examined, none of them in it; of an ablation they grow from all neurons ranked.
 */
const controls = { count: z.int().nonnegative(), seed: z.int().nonnegative() };

export const sweepSchema = z.object({
  schema: z.literal('finegrain/sweep@1'),
  ...subject,
  /** The neurons that are changed together, such as `L3.ffn.812`. */
  neurons: z.array(z.string()).min(1),
  dose: z.enum(DOSES),
  /** In ascending order of the dose. */
  points: z.array(z.object({ dose: z.number(), value: z.number(), logits: z.array(z.number()) })),
  controls: z.object({
    ...controls,
    /** The target's value with each control set in turn. For the dose `value` a control is held at the same place of its own corpus range. */
    points: z.array(z.object({ dose: z.number(), values: z.array(z.number()) })),
  }),
  /** Doses, by linear interpolation of the logits, at which the predicted label changes. */
  flips: z.array(z.object({ dose: z.number(), from: z.string(), to: z.string() })),
});

export const ablationSchema = z.object({
  schema: z.literal('finegrain/ablation@1'),
  ...subject,
  /** Sites whose neurons are ranked together. */
  sites: z.array(z.string()),
  neurons: z.int().positive(),
  /** Numbers of neurons switched off, ascending. */
  counts: z.array(z.int().nonnegative()),
  /** Rankings that say 0 of every neuron, and so order none; they have no curves. */
  unranked: z.array(z.enum(NEURON_METHODS)),
  curves: z.array(
    z.object({
      ranking: z.enum(NEURON_METHODS),
      order: z.enum(ORDERS),
      /** The target's value for each count. */
      values: z.array(z.number()),
      /** Whether the predicted label is another one than untouched. */
      flipped: z.array(z.boolean()),
      /** Mean height of the curve over log(1 + count): the score of the ranking; low is good for `top`. */
      area: z.number(),
    }),
  ),
  controls: z.object({
    ...controls,
    /** For each control the target's value for each count; sets of one control grow, they are not drawn anew. */
    values: z.array(z.array(z.number())),
    flipped: z.array(z.array(z.boolean())),
    areas: z.array(z.number()),
  }),
});

export const flipSchema = z.object({
  schema: z.literal('finegrain/flip@1'),
  ...subject,
  sites: z.array(z.string()),
  /** Switched off together they change the predicted label; null where none was found within the limit. */
  neurons: z.array(z.string()).nullable(),
  /** With the set switched off; null where there is none. */
  flipped: z.object({ value: z.number(), prediction: predictionSchema }).nullable(),
  /** For each member the label that is predicted when it alone stays on: the untouched one, or it could be spared. */
  spared: z.array(z.object({ neuron: z.string(), label: z.string(), logits: z.array(z.number()) })),
  /** The most neurons that a set may have. */
  limit: z.int().positive(),
  /** Forward passes that the search took. */
  passes: z.int().nonnegative(),
});

export const correlationSchema = z.object({
  rho: z.number(),
  /** 95 % confidence interval. */
  low: z.number(),
  high: z.number(),
  count: z.int().nonnegative(),
});

export const checkSchema = z.object({
  schema: z.literal('finegrain/check@1'),
  ...subject,
  sites: z.array(z.string()),
  ranking: z.enum(NEURON_METHODS),
  seed: z.int().nonnegative(),
  points: z.array(
    z.object({
      neuron: z.string(),
      group: z.enum(['top', 'random']),
      /** What the ranking says of the neuron. */
      attribution: z.number(),
      /** What the target loses when the neuron alone is set to its value at the baseline. */
      effect: z.number(),
    }),
  ),
  /** Spearman's, of attribution and effect; null where fewer than four neurons, or equal numbers, leave none. */
  correlation: z.object({
    all: correlationSchema.nullable(),
    top: correlationSchema.nullable(),
    random: correlationSchema.nullable(),
  }),
});

export const patchSchema = z.object({
  schema: z.literal('finegrain/patch@1'),
  ...subject,
  /** The text that activations are carried over from. */
  from: z.string(),
  fromValue: z.number(),
  fromPrediction: predictionSchema,
  tokens: z.array(z.string()),
  fromTokens: z.array(z.string()),
  /** For each token of the text its place among those of `from`; null where none corresponds. */
  aligned: z.array(z.int().nonnegative().nullable()),
  /**
   * Share of the way from `untouched.value` to `fromValue`, which is null where the two are within 1e-4.
   * One row a site; `tokens` null where a token has no counterpart, `all` with every aligned token carried over.
   */
  rows: z.array(
    z.object({
      site: z.string(),
      tokens: z.array(z.number().nullable()),
      all: z.number().nullable(),
    }),
  ),
});

const subjectSchema = z.object(subject);

export type SubjectRecord = z.infer<typeof subjectSchema>;
export type SweepRecord = z.infer<typeof sweepSchema>;
export type AblationRecord = z.infer<typeof ablationSchema>;
export type FlipRecord = z.infer<typeof flipSchema>;
export type Correlation = z.infer<typeof correlationSchema>;
export type CheckRecord = z.infer<typeof checkSchema>;
export type PatchRecord = z.infer<typeof patchSchema>;

/** How far an experiment is, with what is known by now: a record whose lists may still be short or hold null. */
export interface Ripening<T> {
  readonly done: number;
  readonly total: number;
  readonly record: T;
}
