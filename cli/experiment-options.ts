/** The options of the commands that run experiments, read from the command line. */

import type { AblationRequest, ExperimentRequest, SweepRequest } from '../src/engine/experiments/experiment';
import { ORDERS } from '../src/engine/experiments/names';
import type { ExplanationRequest } from '../src/engine/explanation/explain';
import { parseNeuronSet } from '../src/engine/interventions/neuron-set';
import { formatNeuron } from '../src/engine/neurons/neuron';
import { NEURON_METHODS, SWEPT_METHODS } from '../src/engine/neurons/neuron-table';
import { messageOf } from './command';
import {
  ATTRIBUTION,
  attributionOptions,
  COMMON,
  type CommonOptions,
  checkPatchText,
  commonOptions,
  type Defaults,
  oneOf,
  readArguments,
  sitesOf,
  someOf,
  TEXT,
} from './common-options';
import { ABLATE_USAGE, CHECK_USAGE, FLIP_USAGE, PATCH_USAGE, SWEEP_USAGE } from './experiment-usage';
import { numberRange, seedNumber, wholeNumber, wholeNumbers } from './number-options';

/** An experiment and the text that it is made on. */
export interface Job {
  readonly subject: ExplanationRequest;
  readonly request: ExperimentRequest;
}

export interface ExperimentOptions extends Pick<CommonOptions, 'model' | 'index'> {
  /** What is asked of a line of input. Throws where the line has not the form expected. */
  readonly jobOf: (line: string) => Job;
  /** Whether the options hold the text, so that no line is read. */
  readonly isWhole: boolean;
}

export interface ExperimentCommand {
  readonly usage: string;
  /**
   * @returns null where help was asked for
   * @throws Error, one sentence that names the option and what was expected
   */
  readonly parse: (args: readonly string[], defaults: Defaults) => ExperimentOptions | null;
}

const CONTROLS = {
  controls: { type: 'string', default: '20' },
  seed: { type: 'string', default: '1' },
} as const;
const MOST_CONTROLS = 1000;
/** Experiments that rank no neurons take these along unused. */
const NO_ATTRIBUTION = { method: 'integrated-gradients', rule: 'adaptive', steps: 50 } as const;
const CORPUS_POINTS = 21;

export const COMMANDS: Readonly<Record<string, ExperimentCommand>> = {
  sweep: { usage: SWEEP_USAGE, parse: sweep },
  ablate: { usage: ABLATE_USAGE, parse: ablate },
  flip: { usage: FLIP_USAGE, parse: flip },
  check: { usage: CHECK_USAGE, parse: check },
  patch: { usage: PATCH_USAGE, parse: patch },
};

function sweep(args: readonly string[], defaults: Defaults): ExperimentOptions | null {
  const values = readArguments(args, {
    ...COMMON,
    ...CONTROLS,
    neuron: TEXT,
    factors: TEXT,
    values: TEXT,
    'control-points': TEXT,
  });
  if (values.help) return null;
  const neurons = neuronsOf(values.neuron);
  const doses = dosesOf(values.factors, values.values);
  if (doses.dose === 'value' && neurons.length > 1) {
    throw new Error(`--values ${values.values}: expected one neuron in --neuron, found ${neurons.length}.`);
  }
  const controlPoints = values['control-points'];
  return everyLine(commonOptions(values, defaults), NO_ATTRIBUTION, {
    kind: 'sweep',
    neurons,
    ...doses,
    controls: {
      ...controlsOf(values),
      points: controlPoints === undefined ? doses.points : wholeNumber('--control-points', controlPoints),
    },
  });
}

function ablate(args: readonly string[], defaults: Defaults): ExperimentOptions | null {
  const values = readArguments(args, {
    ...COMMON,
    ...ATTRIBUTION,
    ...CONTROLS,
    ranking: { type: 'string', default: 'conductance' },
    order: { type: 'string', default: [...ORDERS, 'random'].join() },
    counts: { type: 'string', default: '0,1,2,5,10,20,50,100' },
    sites: TEXT,
  });
  if (values.help) return null;
  const asked = someOf('--order', values.order, [...ORDERS, 'random'] as const);
  const orders = ORDERS.filter(order => asked.includes(order));
  const rankings =
    values.ranking === 'all' ? SWEPT_METHODS : someOf('--ranking', values.ranking, NEURON_METHODS);
  const { count, seed } = controlsOf(values);
  const request: AblationRequest = {
    kind: 'ablation',
    // Random orders alone need none, and an attribution method that lacks it is no reason to fail.
    rankings: orders.length > 0 ? rankings : [],
    orders,
    sites: sitesOf(values.sites),
    counts: wholeNumbers('--counts', values.counts),
    controls: { count: asked.includes('random') ? count : 0, seed },
  };
  return everyLine(commonOptions(values, defaults), attributionOptions(values), request);
}

function flip(args: readonly string[], defaults: Defaults): ExperimentOptions | null {
  const values = readArguments(args, {
    ...COMMON,
    ...ATTRIBUTION,
    limit: { type: 'string', default: '100' },
    sites: TEXT,
  });
  if (values.help) return null;
  return everyLine(commonOptions(values, defaults), attributionOptions(values), {
    kind: 'flip',
    sites: sitesOf(values.sites),
    limit: wholeNumber('--limit', values.limit),
  });
}

function check(args: readonly string[], defaults: Defaults): ExperimentOptions | null {
  const values = readArguments(args, {
    ...COMMON,
    ...ATTRIBUTION,
    ranking: { type: 'string', default: 'conductance' },
    count: { type: 'string', default: '100' },
    seed: CONTROLS.seed,
    sites: TEXT,
  });
  if (values.help) return null;
  return everyLine(commonOptions(values, defaults), attributionOptions(values), {
    kind: 'check',
    ranking: oneOf('--ranking', values.ranking, NEURON_METHODS),
    sites: sitesOf(values.sites),
    count: wholeNumber('--count', values.count),
    seed: seedNumber(values.seed),
  });
}

function patch(args: readonly string[], defaults: Defaults): ExperimentOptions | null {
  const values = readArguments(args, { ...COMMON, to: TEXT, sites: TEXT });
  if (values.help) return null;
  const { from, to } = values;
  if (from !== undefined && to === undefined) {
    throw new Error('--to is missing, expected the text that activations are carried over to.');
  }
  if (to !== undefined && from === undefined) {
    throw new Error('--from is missing, expected the text that activations are carried over from.');
  }
  const common = commonOptions(values, defaults);
  const sites = sitesOf(values.sites);
  return {
    ...common,
    jobOf: line => {
      const pair = from !== undefined && to !== undefined ? { from, to } : pairOf(line);
      return {
        // `=patch` among the changes takes activations from the same text.
        subject: { ...common, ...NO_ATTRIBUTION, text: pair.to, patchFrom: pair.from },
        request: { kind: 'patch', from: pair.from, sites },
      };
    },
    isWhole: from !== undefined,
  };
}

/** The same experiment on every line. */
function everyLine(
  common: CommonOptions,
  attribution: Pick<ExplanationRequest, 'method' | 'rule' | 'steps'>,
  request: ExperimentRequest,
): ExperimentOptions {
  checkPatchText(common);
  return {
    ...common,
    jobOf: text => ({ subject: { ...common, ...attribution, text }, request }),
    isWhole: false,
  };
}

function controlsOf({ controls, seed }: { readonly controls: string; readonly seed: string }) {
  return { count: wholeNumber('--controls', controls, 0, MOST_CONTROLS), seed: seedNumber(seed) };
}

function neuronsOf(text: string | undefined): string[] {
  if (text === undefined) {
    throw new Error('--neuron is missing, expected neurons such as L3.ffn.812 or L3.ffn.{1,7}.');
  }
  try {
    const neurons = parseNeuronSet(text).map(formatNeuron);
    if (neurons.length > 0) return neurons;
  } catch (error) {
    throw new Error(`--neuron: ${messageOf(error)}`, { cause: error });
  }
  throw new Error(`--neuron "${text}": expected neurons such as L3.ffn.812 or L3.ffn.{1,7}.`);
}

function dosesOf(
  factors: string | undefined,
  values: string | undefined,
): Pick<SweepRequest, 'dose' | 'range' | 'points'> {
  if (values === undefined) return { dose: 'factor', ...rangeOf('--factors', factors ?? '-2:3:0.25') };
  if (factors !== undefined) throw new Error('--values: expected only one of --factors and --values.');
  const corpus = /^corpus(?::(?<points>.*))?$/.exec(values);
  if (!corpus) return { dose: 'value', ...rangeOf('--values', values) };
  const points = corpus.groups?.points ?? String(CORPUS_POINTS);
  return { dose: 'value', range: null, points: wholeNumber('--values corpus:', points, 2) };
}

function rangeOf(option: string, text: string): Pick<SweepRequest, 'range' | 'points'> {
  const { points, ...range } = numberRange(option, text);
  return { range, points };
}

function pairOf(line: string): { readonly from: string; readonly to: string } {
  const [from, to, ...rest] = line.split('\t');
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new Error(
      'Expected two texts with a tab between: the one carried over from, and the one carried to.',
    );
  }
  return { from, to };
}
