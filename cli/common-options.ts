/** Options that several commands share: their definitions, what usage texts say of them, and how they are read. */

import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { ExplanationRequest } from '../src/engine/explanation/explain';
import { BASELINES, type BaselineName, METHODS, RULES } from '../src/engine/explanation/record';
import {
  formatInterventions,
  type Intervention,
  parseInterventions,
} from '../src/engine/interventions/intervention';
import { isSite, type Site } from '../src/engine/transformer/sites';
import { messageOf } from './command';
import { wholeNumber } from './number-options';

/** What stands in for options that are not given. */
export interface Defaults {
  readonly model: string;
  readonly index: string;
  /** What relative paths are relative to. */
  readonly folder: string;
}

/** How a text is read and changed, whatever is then asked of it. */
export interface CommonOptions {
  /** Absolute path of the model's folder. */
  readonly model: string;
  /** Absolute path of the index that `=mean` and the like refer to. */
  readonly index: string;
  readonly baseline: BaselineName;
  /** Null: the logit of each text's predicted label. */
  readonly target: string | null;
  /** Such as `L3.ffn.812=0; L5.ffn.3*2`; empty for none. */
  readonly interventions: string;
  /** The text that `=patch` takes activations from; null for none. */
  readonly patchFrom: string | null;
}

export const TEXT = { type: 'string' } as const;

export const COMMON = {
  model: TEXT,
  baseline: { type: 'string', default: 'pad' },
  target: TEXT,
  do: { type: 'string', default: '' },
  from: TEXT,
  index: TEXT,
  help: { type: 'boolean', default: false },
} as const;

export const ATTRIBUTION = {
  method: { type: 'string', default: 'integrated-gradients' },
  rule: { type: 'string', default: 'adaptive' },
  steps: { type: 'string', default: '50' },
} as const;

export const MODEL_USAGE = `\
  --model DIR      a Hugging Face folder (config.json, tokenizer.json, tokenizer_config.json, model.safetensors);
                   default: the shipped model
`;
export const RULE_USAGE = `\
  --rule R         ${RULES.slice(0, 3).join(' | ')} |
                   ${RULES.slice(3).join(' | ')}; default: adaptive
  --steps N        points of a fixed rule; default: 50
`;
export const METHOD_USAGE = `\
  --method M       ${METHODS.join(' | ')}
                   what rankings of neurons are made with; default: integrated-gradients
${RULE_USAGE}`;
export const TARGET_USAGE = `\
  --baseline B     ${BASELINES.join(' | ')}; default: pad
  --target T       logit:LABEL | prob:LABEL | logprob:LABEL | diff:A,B
                   default: the logit of each text's predicted label
`;
export const DO_USAGE = `\
  --do CHANGES     changes to neurons, such as "L3.ffn.812=0; L5.ffn.{3,7-9}*2; L2.resid@4=patch": set to a number, to
                   mean, median, min, max or p99 of the corpus, or to baseline; scale *2; add +1.5 or +-1.5;
                   @4 at token 4
`;
export const FROM_USAGE = `\
  --from TEXT      the text that =patch takes activations from
`;
export const INDEX_USAGE = `\
  --index DIR      the neuron index that =mean and the like refer to; default: the shipped index
`;
export const END_USAGE = `\
  --help           this text

Texts are UTF-8, or UTF-16 with its mark. A line that fails, or is not UTF-8, gives a finegrain/error@1 record in its
place; the rest goes on, and the exit status is 1.
Records are described by the JSON Schemas in public/schemas/.
`;

/**
 * The values of options.
 * @throws Error, one sentence, where there is an option that is not known, or one without its value
 */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: withNegatives(args), options }).values;
  } catch (error) {
    throw new Error(messageOf(error).replaceAll('\n', ' '), { cause: error });
  }
}

/** `--factors -2:3:1` as `--factors=-2:3:1`: what begins with a dash and a digit is a value, no option has such a name. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const option = joined.at(-1);
    const isValue = /^-[.\d]/.test(arg) && option !== undefined && /^--[a-z-]+$/.test(option);
    if (isValue) joined[joined.length - 1] = `${option}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** @throws Error, one sentence that names the option and what was expected */
export function commonOptions(
  values: {
    readonly model?: string | undefined;
    readonly index?: string | undefined;
    readonly baseline: string;
    readonly target?: string | undefined;
    readonly do: string;
    readonly from?: string | undefined;
  },
  defaults: Defaults,
): CommonOptions {
  return {
    model: values.model === undefined ? defaults.model : resolve(defaults.folder, values.model),
    index: values.index === undefined ? defaults.index : resolve(defaults.folder, values.index),
    baseline: oneOf('--baseline', values.baseline, BASELINES),
    target: values.target ?? null,
    interventions: formatInterventions(changes(values.do)),
    patchFrom: values.from ?? null,
  };
}

/** @throws Error, one sentence, where `=patch` is among the changes and no text to take activations from */
export function checkPatchText({ interventions, patchFrom }: CommonOptions): void {
  const isPatched = parseInterventions(interventions).some(({ change }) => change.kind === 'patch');
  if (isPatched && (patchFrom ?? '').trim() === '') {
    throw new Error('--from is missing, expected the text that =patch takes activations from.');
  }
}

/** @throws Error, one sentence that names the option and what was expected */
export function attributionOptions(values: {
  readonly method: string;
  readonly rule: string;
  readonly steps: string;
}): Pick<ExplanationRequest, 'method' | 'rule' | 'steps'> {
  return { method: oneOf('--method', values.method, METHODS), ...ruleOptions(values) };
}

/** @throws Error, one sentence that names the option and what was expected */
export function ruleOptions(values: { readonly rule: string; readonly steps: string }) {
  return { rule: oneOf('--rule', values.rule, RULES), steps: wholeNumber('--steps', values.steps) };
}

/** @throws Error that names the option and the values allowed */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(name => name === value);
  if (found === undefined) throw new Error(`${option} ${value}: expected one of ${allowed.join(', ')}.`);
  return found;
}

/** Several of the values allowed, with commas between, each once. */
export function someOf<T extends string>(option: string, list: string, allowed: readonly T[]): T[] {
  return [...new Set(list.split(',').map(item => oneOf(option, item.trim(), allowed)))];
}

/** Sites with commas between; null where none is given. */
export function sitesOf(list: string | undefined): Site[] | null {
  if (list === undefined) return null;
  return list.split(',').map(item => {
    const site = item.trim();
    if (isSite(site)) return site;
    throw new Error(`--sites ${list}: expected sites such as emb or L3.ffn, found "${site}".`);
  });
}

function changes(text: string): Intervention[] {
  try {
    return parseInterventions(text);
  } catch (error) {
    throw new Error(`--do: ${messageOf(error)}`, { cause: error });
  }
}
