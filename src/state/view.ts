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
import { NEURON_METHODS, type NeuronMethod } from '../engine/neurons/neuron-table';
import { SIGNS, type Sign } from '../engine/neurons/ranking';
import { isSite, type Site } from '../engine/transformer/sites';
import { EXAMPLES } from './examples';

/** Models that the page knows how to find. */
export const MODELS = ['minilm-sst2'] as const;
/** What one coloured piece of the text is. */
export const UNITS = ['words', 'tokens'] as const;
export type Unit = (typeof UNITS)[number];

/** Which sites' neurons are ranked while no site is selected. */
export const KINDS = ['ffn', 'attn', 'resid', 'emb', 'all'] as const;
export type Kind = (typeof KINDS)[number];
/** Which sites the layer grid shows; the embedding always stands among them. */
export const GRID_ROWS = ['resid,ffn', 'all'] as const;
export type GridRows = (typeof GRID_ROWS)[number];

/** The corpus that is shipped; any other is one of the user's own, named by its hash. */
export const BROWN = 'brown';
/** What stands beside a corpus of the user's own. */
export const BESIDE = ['nothing', 'brown'] as const;
export type Beside = (typeof BESIDE)[number];

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
  /** The selected site: with `selected` a cell of the layer grid, alone a row; null where none is. */
  readonly site: Site | null;
  readonly rows: GridRows;
  /** What neurons are ranked by. */
  readonly rank: NeuronMethod;
  readonly sign: Sign;
  /** Without meaning while a site is selected. */
  readonly kind: Kind;
  /** The address that is searched for among the neurons, or its beginning; empty when none is. */
  readonly find: string;
  /** Address of the selected neuron, such as `L3.ffn.812`; null when none is. */
  readonly neuron: string | null;
  /** Address of a neuron that is kept beside the selected one for comparison; null when none is. */
  readonly pinned: string | null;
  /** What neurons are shown over: `BROWN`, or the id of a corpus that may not be on this machine. */
  readonly corpus: string;
  /** Without meaning for `BROWN`. */
  readonly beside: Beside;
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

/** Longer than any address. */
export const MAX_FIND = 24;

/** Whether a text has the form of a neuron's address, written as the page writes it; a model may still lack it. */
function isAddress(text: string): boolean {
  const dot = text.lastIndexOf('.');
  return isSite(text.slice(0, dot)) && /^(?:0|[1-9]\d{0,8})$/.test(text.slice(dot + 1));
}

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
  rank: {
    key: 'rank',
    default: 'conductance',
    codec: z.enum(NEURON_METHODS),
    expected: oneOf(NEURON_METHODS),
    consequence: 'draw',
  },
  sign: {
    key: 'sign',
    default: 'both',
    codec: z.enum(SIGNS),
    expected: oneOf(SIGNS),
    consequence: 'draw',
  },
  kind: {
    key: 'kind',
    default: 'ffn',
    codec: z.enum(KINDS),
    expected: oneOf(KINDS),
    consequence: 'draw',
  },
  find: {
    key: 'find',
    default: '',
    codec: z.string().max(MAX_FIND),
    expected: `the beginning of an address, at most ${MAX_FIND} characters,`,
    consequence: 'draw',
  },
  neuron: {
    key: 'neuron',
    default: null,
    codec: z.string().refine(isAddress),
    expected: 'a neuron’s address such as L3.ffn.812',
    consequence: 'draw',
  },
  pinned: {
    key: 'pinned',
    default: null,
    codec: z.string().refine(isAddress),
    expected: 'a neuron’s address such as L3.ffn.812',
    consequence: 'draw',
  },
  corpus: {
    key: 'corpus',
    default: BROWN,
    codec: z.string().regex(new RegExp(`^(?:${BROWN}|[0-9a-f]{16})$`)),
    expected: `${BROWN}, or the 16 hexadecimal digits of a corpus of one’s own,`,
    consequence: 'draw',
  },
  beside: {
    key: 'beside',
    default: 'nothing',
    codec: z.enum(BESIDE),
    expected: oneOf(BESIDE),
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
