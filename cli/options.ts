/** The options of `explain`, read from the command line. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { NeuronSelection } from '../src/engine/explanation/neuron-records';
import {
  BASELINES,
  type BaselineName,
  METHODS,
  type Method,
  RULES,
  type Rule,
} from '../src/engine/explanation/record';
import { formatInterventions, parseInterventions } from '../src/engine/interventions/intervention';
import { NEURON_METHODS } from '../src/engine/neurons/neuron-table';
import { isSite } from '../src/engine/transformer/sites';

const DEFAULT_NEURONS = 50;

export interface ExplainOptions {
  /** Absolute path of the model's folder. */
  readonly model: string;
  readonly method: Method | 'none';
  readonly rule: Rule;
  readonly steps: number;
  readonly baseline: BaselineName;
  /** Null: the logit of each text's predicted label. */
  readonly target: string | null;
  /** Null: nothing is said of neurons. */
  readonly neurons: NeuronSelection | null;
  /** Such as `L3.ffn.812=0; L5.ffn.3*2`; empty for none. */
  readonly interventions: string;
  /** The text that `=patch` takes activations from; null for none. */
  readonly patchFrom: string | null;
  /** Absolute path of the index that `=mean` and the like refer to. */
  readonly index: string;
}

export const USAGE = `Explains texts: one text a line in, one JSON record a line out.

  npm run --silent explain -- [options] < texts.txt > out.jsonl

  --model DIR      a Hugging Face folder (config.json, tokenizer.json, tokenizer_config.json, model.safetensors);
                   default: the shipped model
  --method M       ${METHODS.join(' | ')} | none
                   default: integrated-gradients; none gives predictions only, batched
  --rule R         ${RULES.slice(0, 3).join(' | ')} |
                   ${RULES.slice(3).join(' | ')}; default: adaptive
  --steps N        points of a fixed rule; default: 50
  --baseline B     ${BASELINES.join(' | ')}; default: pad
  --target T       logit:LABEL | prob:LABEL | logprob:LABEL | diff:A,B
                   default: the logit of each text's predicted label
  --neurons N      neurons in the record, ranked; all writes every one, 0 none; default: ${DEFAULT_NEURONS}
  --sites S,…      sites that are looked at, such as emb,L3.ffn,L5.resid; default: all
  --neuron-method M
                   ${NEURON_METHODS.slice(0, 3).join(' | ')} |
                   ${NEURON_METHODS.slice(3).join(' | ')}
                   what neurons are ranked by; default: conductance, or gradient-x-activation for methods
                   without a path
  --do CHANGES     changes to neurons, such as "L3.ffn.812=0; L5.ffn.{3,7}*2; L2.resid@4=patch": set to a number, to
                   mean, median, min, max or p99 of the corpus, or to baseline; scale *2; add +1.5; @4 at token 4
  --from TEXT      the text that =patch takes activations from
  --index DIR      the neuron index that =mean and the like refer to; default: the shipped index
  --help           this text

A line that fails gives a finegrain/error@1 record in its place; the rest goes on, and the exit status is 1.
Records are described by the JSON Schemas in public/schemas/.
`;

const MAX_STEPS = 10_000;

function neuronCount(value: string): number | 'all' {
  if (value === 'all') return value;
  if (!/^\d{1,9}$/.test(value)) throw new Error(`--neurons ${value}: expected a whole number or all.`);
  return Number(value);
}

function parseSites(list: string): NeuronSelection['sites'] {
  return list.split(',').map(item => {
    const site = item.trim();
    if (!isSite(site))
      throw new Error(`--sites ${list}: expected sites such as emb or L3.ffn, found "${site}".`);
    return site;
  });
}

/**
 * Reads options.
 * @param folder what relative paths are relative to
 * @returns null where help was asked for
 * @throws Error, one sentence that names the option and what was expected
 */
export function parseOptions(
  args: readonly string[],
  shipped: { readonly model: string; readonly index: string },
  folder: string,
): ExplainOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string' },
      method: { type: 'string', default: 'integrated-gradients' },
      rule: { type: 'string', default: 'adaptive' },
      steps: { type: 'string', default: '50' },
      baseline: { type: 'string', default: 'pad' },
      target: { type: 'string' },
      neurons: { type: 'string', default: String(DEFAULT_NEURONS) },
      sites: { type: 'string' },
      'neuron-method': { type: 'string' },
      do: { type: 'string', default: '' },
      from: { type: 'string' },
      index: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const count = neuronCount(values.neurons);
  const ranking = values['neuron-method'];
  return {
    model: values.model === undefined ? shipped.model : resolve(folder, values.model),
    method: oneOf('--method', values.method, [...METHODS, 'none'] as const),
    rule: oneOf('--rule', values.rule, RULES),
    steps: wholeNumber('--steps', values.steps),
    baseline: oneOf('--baseline', values.baseline, BASELINES),
    target: values.target ?? null,
    neurons:
      count === 0
        ? null
        : {
            count,
            sites: values.sites === undefined ? null : parseSites(values.sites),
            method: ranking === undefined ? null : oneOf('--neuron-method', ranking, NEURON_METHODS),
          },
    interventions: formatInterventions(parseInterventions(values.do)),
    patchFrom: values.from ?? null,
    index: values.index === undefined ? shipped.index : resolve(folder, values.index),
  };
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(name => name === value);
  if (found === undefined) throw new Error(`${option} ${value}: expected one of ${allowed.join(', ')}.`);
  return found;
}

function wholeNumber(option: string, value: string): number {
  const n = Number(value);
  if (!Number.isInteger(n) || n < 1 || n > MAX_STEPS) {
    throw new Error(`${option} ${value}: expected a whole number from 1 to ${MAX_STEPS}.`);
  }
  return n;
}
