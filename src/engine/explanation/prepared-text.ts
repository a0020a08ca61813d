/** A text made ready: its tokens, the interventions as numbers, the prediction with and without them, the target. */

import { embedBaseline, embedTokens } from '../attribution/baseline';
import { type Matrix, matrixTensor } from '../attribution/differentiable';
import { dispose, tidy } from '../backend/tidy';
import type { NeuronEntry } from '../corpus/neuron-entry';
import { alignTokens } from '../interventions/alignment';
import { formatIntervention, parseInterventions } from '../interventions/intervention';
import {
  type ChangeSources,
  compileChanges,
  type NeuronChange,
  noCorpus,
  resolveInterventions,
} from '../interventions/resolve';
import type { Neuron } from '../neurons/neuron';
import type { Encoding, Token } from '../text/encoding';
import { type Changes, NO_CHANGES } from '../transformer/changes';
import type { Site } from '../transformer/sites';
import { parseTarget, type Target } from '../transformer/target';
import type { Model } from './model';
import { predict } from './predict';
import { type BaselineName, type Explanation, type Prediction, predictedLabel } from './record';

/** How errors name the text that activations are taken from. */
export const OTHER_TEXT = 'The text to carry over from';

/** What the index of the model's neurons says of one. */
export type CorpusOf = (neuron: Neuron) => Promise<NeuronEntry>;

export interface TextRequest {
  readonly text: string;
  /** A target such as `logit:positive`; null means the logit of the label predicted without interventions. */
  readonly target: string | null;
  /** What attribution starts from, and what `=baseline` sets neurons to. */
  readonly baseline: BaselineName;
  /** Changes to neurons, such as `L3.ffn.812=0; L5.resid@4=patch`; none by default. */
  readonly interventions?: string;
  /** The text that `=patch` takes activations from; none by default. */
  readonly patchFrom?: string | null;
}

export interface PreparedText {
  readonly encoding: Encoding;
  readonly input: Matrix;
  /** Each intervention as numbers, and all of them as the forward pass takes them. */
  readonly neuronChanges: readonly NeuronChange[];
  readonly changes: Changes;
  readonly prediction: Prediction;
  /** The prediction without interventions; null where there are none. */
  readonly untouched: Prediction | null;
  readonly target: Target;
}

/**
 * A text's tokens.
 * @param name what the text is, for the error
 * @throws Error where it has none
 */
export function encodeText(model: Model, text: string, name = 'The text'): Encoding {
  const encoding = model.tokenizer.encode(text);
  if (encoding.tokens.every(token => token.special)) {
    throw new Error(`${name} has no tokens; expected at least one word.`);
  }
  return encoding;
}

/**
 * @param corpus without one, numbers of the corpus are refused
 * @throws Error where the target, or an intervention, does not fit model and text
 */
export async function prepareText(
  model: Model,
  encoding: Encoding,
  request: TextRequest,
  corpus: CorpusOf = noCorpus,
): Promise<PreparedText> {
  const { transformer } = model;
  const { tokens } = encoding;
  const interventions = parseInterventions(request.interventions ?? '');
  const sources = changeSources(model, tokens, request, corpus);
  const neuronChanges = await resolveInterventions(interventions, sources);
  const changes = compileChanges([neuronChanges], transformer.sites, tokens.length);
  const [plain] = await predict(model, [tokens], tokens.length);
  const [prediction] = changes.size > 0 ? await predict(model, [tokens], tokens.length, changes) : [plain];
  if (!plain || !prediction) throw new Error('The model returned no prediction.');
  return {
    encoding,
    input: embedTokens(transformer, tokens),
    neuronChanges,
    changes,
    prediction,
    untouched: interventions.length > 0 ? plain : null,
    target: chooseTarget(model, plain, request.target),
  };
}

/** The target of a request, or the logit of the predicted label where it names none. */
export function chooseTarget(model: Model, prediction: Prediction, asked: string | null): Target {
  return asked
    ? parseTarget(asked, model.transformer.labels)
    : { kind: 'logit', label: predictedLabel(prediction) };
}

function changeSources(
  model: Model,
  tokens: readonly Token[],
  { baseline, patchFrom = null }: TextRequest,
  corpus: CorpusOf,
): ChangeSources {
  const { transformer, tokenizer } = model;
  const other =
    patchFrom === null || patchFrom.trim() === '' ? null : encodeText(model, patchFrom, OTHER_TEXT).tokens;
  const at = async (input: Matrix, site: Site) =>
    (await activationsOf(model, input, [site])).get(site) ?? new Float32Array();
  return {
    sites: transformer.sites,
    tokens: tokens.length,
    corpus,
    baseline: site => at(embedBaseline(transformer, tokens, baseline, tokenizer.specialIds), site),
    other: other && {
      aligned: alignTokens(tokens, other),
      activations: site => at(embedTokens(transformer, other), site),
    },
  };
}

/** Activations of one text at sites, without interventions unless some are given; `[tokens, width]` row by row. */
export async function activationsOf(
  { transformer }: Model,
  input: Matrix,
  sites: readonly Site[],
  changes: Changes = NO_CHANGES,
): Promise<ReadonlyMap<Site, Float32Array>> {
  const request = { sites, target: null, lengths: null, changes };
  const pass = tidy(() => transformer.run(matrixTensor(input), request));
  try {
    const found = new Map<Site, Float32Array>();
    for (const site of sites) {
      const activation = pass.activations[site];
      if (!activation) throw new Error(`The model has no site ${site}.`);
      found.set(site, new Float32Array(await activation.data()));
    }
    return found;
  } finally {
    dispose(pass);
  }
}

/** How records name the interventions of a request, and the text that they take activations from, if they do. */
export function interventionsRecord({
  interventions = '',
  patchFrom = null,
}: Pick<TextRequest, 'interventions' | 'patchFrom'>): Pick<Explanation, 'interventions' | 'patchFrom'> {
  const changes = parseInterventions(interventions);
  const isPatched = changes.some(({ change }) => change.kind === 'patch');
  return { interventions: changes.map(formatIntervention), patchFrom: isPatched ? patchFrom : null };
}
