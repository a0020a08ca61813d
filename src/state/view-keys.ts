/** One table says how each choice of the view is called, defaulted and read; and what a change of it costs. */

import { z } from 'zod';
import { BACKENDS } from '../engine/backend/names';
import { DOSES } from '../engine/experiments/names';
import { BASELINES, METHODS, RULES } from '../engine/explanation/record';
import { parseInterventions, withoutBareMinus } from '../engine/interventions/intervention';
import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { NEURON_METHODS } from '../engine/neurons/neuron-table';
import { SIGNS } from '../engine/neurons/ranking';
import { isSite, type Site } from '../engine/transformer/sites';
import { EXAMPLES } from './examples';
import {
  BESIDE,
  BROWN,
  EXPERIMENTS,
  GRID_ROWS,
  KINDS,
  MAX_CONTROLS,
  MAX_FIND,
  MAX_FLIP_LIMIT,
  MAX_SEED,
  MAX_STEPS,
  MIN_STEPS,
  MODELS,
  SHOWN,
  SWITCHES,
  UNITS,
  type View,
  type ViewName,
} from './view';

/** What has to be done again when a choice changes: load the engine, compute the explanation, only draw. */
export type Consequence = 'load' | 'compute' | 'draw';

interface ViewKey<T> {
  /** Its name in the address. */
  readonly key: string;
  readonly default: T;
  /** Reads the value from its text in the address; `String` writes it. Null is only ever a default. */
  readonly codec: z.ZodType<NonNullable<T>>;
  /** What links of before may hold, as it is written now. */
  readonly renewed?: (text: string) => string;
  /** What a valid value is, for notices: "… was expected". */
  readonly expected: string;
  readonly consequence: Consequence;
}

/** Digits beyond which no count on this page goes; keeps `Number` exact. */
const MAX_DIGITS = 6;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${MAX_DIGITS}}$`))
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** The codec of a choice among names, and what a notice says of it. */
const oneOf = <const Names extends readonly [string, ...string[]]>(names: Names) => ({
  codec: z.enum(names),
  expected: `one of ${names.join(', ')}`,
});

/** The codec of a text that a reader takes, neither throwing nor saying false, and what a notice says of it. */
const readable = (read: (text: string) => unknown, expected: string) => ({
  codec: z.string().refine(text => {
    try {
      return read(text) !== false;
    } catch {
      return false;
    }
  }),
  expected,
});

/** Whether a text has the form of a neuron's address, written as the page writes it; a model may still lack it. */
function isAddress(text: string): boolean {
  const dot = text.lastIndexOf('.');
  return isSite(text.slice(0, dot)) && /^(?:0|[1-9]\d{0,8})$/.test(text.slice(dot + 1));
}

const address = readable(isAddress, 'a neuron’s address such as L3.ffn.812');

/** Every choice: its key in the address, its default, its codec. In the order in which the address lists them. */
export const VIEW_KEYS: { readonly [Name in ViewName]: ViewKey<View[Name]> } = {
  model: { key: 'model', default: MODELS[0], ...oneOf(MODELS), consequence: 'load' },
  text: {
    key: 'text',
    default: EXAMPLES[0].text,
    codec: z.string(),
    expected: 'a text',
    consequence: 'compute',
  },
  target: {
    key: 'target',
    default: null,
    codec: z.string().regex(/^(?:(?:logit|prob|logprob):.+|diff:.+,.+)$/su),
    expected: 'logit:, prob: or logprob: with a label, or diff: with two labels',
    consequence: 'compute',
  },
  method: { key: 'method', default: 'integrated-gradients', ...oneOf(METHODS), consequence: 'compute' },
  baseline: { key: 'baseline', default: 'pad', ...oneOf(BASELINES), consequence: 'compute' },
  rule: { key: 'rule', default: 'adaptive', ...oneOf(RULES), consequence: 'compute' },
  steps: {
    key: 'steps',
    default: 50,
    codec: wholeNumber(MIN_STEPS, MAX_STEPS),
    expected: `a whole number from ${MIN_STEPS} to ${MAX_STEPS}`,
    consequence: 'compute',
  },
  unit: { key: 'unit', default: 'words', ...oneOf(UNITS), consequence: 'draw' },
  selected: {
    key: 'token',
    default: null,
    codec: wholeNumber(0, 10 ** MAX_DIGITS - 1),
    expected: 'a token’s number, 0 or more,',
    consequence: 'draw',
  },
  site: {
    key: 'site',
    default: null,
    codec: z.custom<Site>(value => typeof value === 'string' && isSite(value)),
    expected: 'a site such as L3.ffn or emb',
    consequence: 'draw',
  },
  rows: {
    key: 'rows',
    default: 'resid,ffn',
    codec: z.enum(GRID_ROWS),
    expected: GRID_ROWS.join(' or '),
    consequence: 'draw',
  },
  rank: { key: 'rank', default: 'conductance', ...oneOf(NEURON_METHODS), consequence: 'draw' },
  sign: { key: 'sign', default: 'both', ...oneOf(SIGNS), consequence: 'draw' },
  kind: { key: 'kind', default: 'ffn', ...oneOf(KINDS), consequence: 'draw' },
  find: {
    key: 'find',
    default: '',
    codec: z.string().max(MAX_FIND),
    expected: `the beginning of an address, at most ${MAX_FIND} characters,`,
    consequence: 'draw',
  },
  neuron: { key: 'neuron', default: null, ...address, consequence: 'draw' },
  pinned: { key: 'pinned', default: null, ...address, consequence: 'draw' },
  corpus: {
    key: 'corpus',
    default: BROWN,
    codec: z.string().regex(new RegExp(`^(?:${BROWN}|[0-9a-f]{16})$`)),
    expected: `${BROWN}, or the 16 hexadecimal digits of a corpus of one’s own,`,
    consequence: 'draw',
  },
  beside: { key: 'beside', default: 'nothing', ...oneOf(BESIDE), consequence: 'draw' },
  interventions: {
    key: 'do',
    default: '',
    ...readable(parseInterventions, 'changes such as L3.ffn.812=0; L5.ffn.{3,7}*2'),
    renewed: withoutBareMinus,
    consequence: 'compute',
  },
  applied: { key: 'changes', default: 'on', ...oneOf(SWITCHES), consequence: 'compute' },
  other: { key: 'other', default: '', codec: z.string(), expected: 'a text', consequence: 'compute' },
  shown: { key: 'show', default: 'changed', ...oneOf(SHOWN), consequence: 'draw' },
  experiment: { key: 'try', default: 'none', ...oneOf(EXPERIMENTS), consequence: 'draw' },
  examined: {
    key: 'examined',
    default: null,
    ...readable(text => parseNeuronSet(text).length > 0, 'neurons such as L3.ffn.{1,7}; L4.ffn.3'),
    consequence: 'draw',
  },
  dose: { key: 'dose', default: 'factor', ...oneOf(DOSES), consequence: 'draw' },
  controls: {
    key: 'controls',
    default: 20,
    codec: wholeNumber(0, MAX_CONTROLS),
    expected: `a whole number up to ${MAX_CONTROLS}`,
    consequence: 'draw',
  },
  seed: {
    key: 'seed',
    default: 1,
    codec: wholeNumber(0, MAX_SEED),
    expected: `a whole number up to ${MAX_SEED}`,
    consequence: 'draw',
  },
  flipLimit: {
    key: 'limit',
    default: 100,
    codec: wholeNumber(1, MAX_FLIP_LIMIT),
    expected: `a whole number from 1 to ${MAX_FLIP_LIMIT}`,
    consequence: 'draw',
  },
  sentences: {
    key: 'sentences',
    default: '',
    codec: z.string(),
    expected: 'sentences, one a line',
    consequence: 'draw',
  },
  backend: { key: 'backend', default: null, ...oneOf(BACKENDS), consequence: 'load' },
};

export const VIEW_NAMES = Object.keys(VIEW_KEYS) as readonly ViewName[];

/** What a visitor without a link sees. */
export const DEFAULT_VIEW = Object.fromEntries(
  VIEW_NAMES.map(name => [name, VIEW_KEYS[name].default]),
) as unknown as View;

/** Whether a value of the right type is one that the view may hold: 0 steps are a number, but not a choice. */
export function isValid<Name extends ViewName>(name: Name, value: View[Name]): boolean {
  return value === null
    ? VIEW_KEYS[name].default === null
    : VIEW_KEYS[name].codec.safeParse(String(value)).success;
}

/** The names of the choices in which two views differ. */
export function changedNames(a: View, b: View): ViewName[] {
  return VIEW_NAMES.filter(name => a[name] !== b[name]);
}
