/** The view: everything the user chose. How each choice is called, defaulted and read stands in `view-keys.ts`. */

import type { BackendName } from '../engine/backend/names';
import type { Dose } from '../engine/experiments/names';
import type { BaselineName, Method, Rule } from '../engine/explanation/record';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import type { Sign } from '../engine/neurons/ranking';
import type { Site } from '../engine/transformer/sites';

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

/** Whether the interventions are in force, or kept for later. */
export const SWITCHES = ['on', 'off'] as const;
export type Switch = (typeof SWITCHES)[number];
/** What words and layers show while interventions are in force. */
export const SHOWN = ['changed', 'untouched', 'difference'] as const;
export type Shown = (typeof SHOWN)[number];
/** The experiment that is open. */
export const EXPERIMENTS = ['none', 'sweep', 'ablation', 'flip', 'check', 'patch'] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];
/** The most random sets that stand beside what is examined. */
export const MAX_CONTROLS = 100;
export const MAX_SEED = 999_999;
/** The most neurons of a set that flips the decision. */
export const MAX_FLIP_LIMIT = 1000;

export const MIN_STEPS = 1;
export const MAX_STEPS = 1000;
/** The longest text that neurons are searched by: longer than any address. */
export const MAX_FIND = 24;

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
  /** Changes to neurons, as `formatInterventions` writes them; empty for none. */
  readonly interventions: string;
  readonly applied: Switch;
  /** The text that `=patch` and the experiment `patch` take activations from; empty for none. */
  readonly other: string;
  readonly shown: Shown;
  readonly experiment: ExperimentName;
  /** Neurons whose dose is varied together, such as `L3.ffn.{1,7}; L4.ffn.3`; null for the selected neuron. */
  readonly examined: string | null;
  readonly dose: Dose;
  readonly controls: number;
  readonly seed: number;
  /** The most neurons of a set that flips the decision. */
  readonly flipLimit: number;
  /** Sentences, one a line, over which ablation is averaged; empty for the text alone. */
  readonly sentences: string;
  /** Null lets the engine choose. */
  readonly backend: BackendName | null;
}

export type ViewName = keyof View;
/** A view under construction. */
export type MutableView = { -readonly [Name in ViewName]: View[Name] };

const MAX_QUOTED = 40;

/** A found value as a notice quotes it: at most 40 characters, invisible ones made visible. */
export function quote(found: string): string {
  // Twice the length holds 40 characters even if each is a surrogate pair; a 1 MB value is never walked whole.
  const characters = Array.from(found.slice(0, 2 * MAX_QUOTED));
  const shown = characters.slice(0, MAX_QUOTED).join('').replace(/\p{C}/gu, '\u{FFFD}');
  const cut = characters.length > MAX_QUOTED || found.length > 2 * MAX_QUOTED;
  return `“${shown}${cut ? '…' : ''}”`;
}
