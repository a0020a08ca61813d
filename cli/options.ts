/** The options of `explain`, read from the command line. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  BASELINES,
  type BaselineName,
  METHODS,
  type Method,
  RULES,
  type Rule,
} from '../src/engine/explanation/record';

export interface ExplainOptions {
  /** Absolute path of the model's folder. */
  readonly model: string;
  readonly method: Method | 'none';
  readonly rule: Rule;
  readonly steps: number;
  readonly baseline: BaselineName;
  /** Null: the logit of each text's predicted label. */
  readonly target: string | null;
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
  --help           this text

A line that fails gives a finegrain/error@1 record in its place; the rest goes on, and the exit status is 1.
Records are described by the JSON Schemas in public/schemas/.
`;

const MAX_STEPS = 10_000;

/**
 * Reads options.
 * @param folder what relative paths are relative to
 * @returns null where help was asked for
 * @throws Error, one sentence that names the option and what was expected
 */
export function parseOptions(
  args: readonly string[],
  shippedModel: string,
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
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    model: values.model === undefined ? shippedModel : resolve(folder, values.model),
    method: oneOf('--method', values.method, [...METHODS, 'none'] as const),
    rule: oneOf('--rule', values.rule, RULES),
    steps: wholeNumber('--steps', values.steps),
    baseline: oneOf('--baseline', values.baseline, BASELINES),
    target: values.target ?? null,
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
