/** The view: everything the user chose. One table says how each choice is called, defaulted and read. */

import { z } from 'zod';
import { BACKENDS, type BackendName } from '../engine/backend/names';
import {
  BASELINES,
  type BaselineName,
  METHODS,
  type Method,
  RULES,
  type Rule,
} from '../engine/explanation/record';
import { EXAMPLES } from './examples';

/** Models that the page knows how to find. */
export const MODELS = ['minilm-sst2'] as const;
/** What one coloured piece of the text is. */
export const UNITS = ['words', 'tokens'] as const;
export type Unit = (typeof UNITS)[number];

export const MIN_STEPS = 1;
export const MAX_STEPS = 1000;

export interface View {
  /** One of `MODELS`. */
  readonly model: string;
  readonly text: string;
  /** `logit:LABEL`, `prob:LABEL`, `logprob:LABEL` or `diff:A,B`; null means the logit of the predicted label. */
  readonly target: string | null;
  readonly method: Method;
  readonly baseline: BaselineName;
  readonly rule: Rule;
  /** Points of a fixed rule, `MIN_STEPS` to `MAX_STEPS`; without meaning for `adaptive`. */
  readonly steps: number;
  readonly unit: Unit;
  /** Index of the selected token among all tokens, special ones included; null when none is. */
  readonly selected: number | null;
  /** Null lets the engine choose. */
  readonly backend: BackendName | null;
}

export type ViewName = keyof View;
/** A view under construction. */
export type MutableView = { -readonly [Name in ViewName]: View[Name] };

/** What has to be done again when a choice changes: load the engine, compute the explanation, only draw. */
export type Consequence = 'load' | 'compute' | 'draw';

interface ViewKey<T> {
  /** Its name in the address. */
  readonly key: string;
  readonly default: T;
  /** Reads the value from its text in the address; `String` writes it. Null is only ever a default. */
  readonly codec: z.ZodType<NonNullable<T>>;
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

const oneOf = (values: readonly string[]) => `one of ${values.join(', ')}`;

/** Every choice: its key in the address, its default, its codec. In the order in which the address lists them. */
export const VIEW_KEYS: { readonly [Name in ViewName]: ViewKey<View[Name]> } = {
  model: {
    key: 'model',
    default: MODELS[0],
    codec: z.enum(MODELS),
    expected: oneOf(MODELS),
    consequence: 'load',
  },
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
  method: {
    key: 'method',
    default: 'integrated-gradients',
    codec: z.enum(METHODS),
    expected: oneOf(METHODS),
    consequence: 'compute',
  },
  baseline: {
    key: 'baseline',
    default: 'pad',
    codec: z.enum(BASELINES),
    expected: oneOf(BASELINES),
    consequence: 'compute',
  },
  rule: {
    key: 'rule',
    default: 'adaptive',
    codec: z.enum(RULES),
    expected: oneOf(RULES),
    consequence: 'compute',
  },
  steps: {
    key: 'steps',
    default: 50,
    codec: wholeNumber(MIN_STEPS, MAX_STEPS),
    expected: `a whole number from ${MIN_STEPS} to ${MAX_STEPS}`,
    consequence: 'compute',
  },
  unit: {
    key: 'unit',
    default: 'words',
    codec: z.enum(UNITS),
    expected: oneOf(UNITS),
    consequence: 'draw',
  },
  selected: {
    key: 'token',
    default: null,
    codec: wholeNumber(0, 10 ** MAX_DIGITS - 1),
    expected: 'a token’s number, 0 or more,',
    consequence: 'draw',
  },
  backend: {
    key: 'backend',
    default: null,
    codec: z.enum(BACKENDS),
    expected: oneOf(BACKENDS),
    consequence: 'load',
  },
};

export const VIEW_NAMES: readonly ViewName[] = [
  'model',
  'text',
  'target',
  'method',
  'baseline',
  'rule',
  'steps',
  'unit',
  'selected',
  'backend',
];

/** What a visitor without a link sees. */
export const DEFAULT_VIEW: View = {
  model: VIEW_KEYS.model.default,
  text: VIEW_KEYS.text.default,
  target: VIEW_KEYS.target.default,
  method: VIEW_KEYS.method.default,
  baseline: VIEW_KEYS.baseline.default,
  rule: VIEW_KEYS.rule.default,
  steps: VIEW_KEYS.steps.default,
  unit: VIEW_KEYS.unit.default,
  selected: VIEW_KEYS.selected.default,
  backend: VIEW_KEYS.backend.default,
};

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

/** Whether two views ask for the same computation by the same engine. */
export function sameComputation(a: View, b: View): boolean {
  return changedNames(a, b).every(name => VIEW_KEYS[name].consequence === 'draw');
}

const MAX_QUOTED = 40;

/** A found value as a notice quotes it: at most 40 characters, invisible ones made visible. */
export function quote(found: string): string {
  // Twice the length holds 40 characters even if each is a surrogate pair; a 1 MB value is never walked whole.
  const characters = Array.from(found.slice(0, 2 * MAX_QUOTED));
  const shown = characters.slice(0, MAX_QUOTED).join('').replace(/\p{C}/gu, '\u{FFFD}');
  const cut = characters.length > MAX_QUOTED || found.length > 2 * MAX_QUOTED;
  return `“${shown}${cut ? '…' : ''}”`;
}
