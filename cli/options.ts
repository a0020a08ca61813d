/** The options of `explain`, read from the command line. */

import type { NeuronSelection } from '../src/engine/explanation/neuron-records';
import { METHODS, type Method, type Rule } from '../src/engine/explanation/record';
import { NEURON_METHODS } from '../src/engine/neurons/neuron-table';
import {
  ATTRIBUTION,
  COMMON,
  type CommonOptions,
  checkPatchText,
  commonOptions,
  type Defaults,
  DO_USAGE,
  END_USAGE,
  FROM_USAGE,
  INDEX_USAGE,
  MODEL_USAGE,
  oneOf,
  RULE_USAGE,
  readArguments,
  ruleOptions,
  sitesOf,
  TARGET_USAGE,
  TEXT,
} from './common-options';

const DEFAULT_NEURONS = 50;

export interface ExplainOptions extends CommonOptions {
  readonly method: Method | 'none';
  readonly rule: Rule;
  readonly steps: number;
  /** Null: nothing is said of neurons. */
  readonly neurons: NeuronSelection | null;
}

export const USAGE = `Explains texts: one text a line in, one JSON record a line out.

  npm run --silent explain -- [options] < texts.txt > out.jsonl

${MODEL_USAGE}\
  --method M       ${METHODS.join(' | ')} | none
                   default: integrated-gradients; none gives predictions only, batched
${RULE_USAGE}${TARGET_USAGE}\
  --neurons N      neurons in the record, ranked; all writes every one, 0 none; default: ${DEFAULT_NEURONS}
  --sites S,…      sites that are looked at, such as emb,L3.ffn,L5.resid; default: all
  --neuron-method M
                   ${NEURON_METHODS.slice(0, 3).join(' | ')} |
                   ${NEURON_METHODS.slice(3).join(' | ')}
                   what neurons are ranked by; default: conductance, or gradient-x-activation for methods
                   without a path
${DO_USAGE}${FROM_USAGE}${INDEX_USAGE}${END_USAGE}`;

/**
 * Reads options.
 * @returns null where help was asked for
 * @throws Error, one sentence that names the option and what was expected
 */
export function parseOptions(args: readonly string[], defaults: Defaults): ExplainOptions | null {
  const values = readArguments(args, {
    ...COMMON,
    ...ATTRIBUTION,
    neurons: { type: 'string', default: String(DEFAULT_NEURONS) },
    sites: TEXT,
    'neuron-method': TEXT,
  });
  if (values.help) return null;
  const count = neuronCount(values.neurons);
  const ranking = values['neuron-method'];
  const common = commonOptions(values, defaults);
  checkPatchText(common);
  return {
    ...common,
    method: oneOf('--method', values.method, [...METHODS, 'none'] as const),
    ...ruleOptions(values),
    neurons:
      count === 0
        ? null
        : {
            count,
            sites: sitesOf(values.sites),
            method: ranking === undefined ? null : oneOf('--neuron-method', ranking, NEURON_METHODS),
          },
  };
}

function neuronCount(value: string): number | 'all' {
  if (value === 'all') return value;
  if (!/^\d{1,9}$/.test(value)) throw new Error(`--neurons ${value}: expected a whole number or all.`);
  return Number(value);
}
