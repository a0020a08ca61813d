/** One text's explanation, in the order in which its parts ripen: tokens, prediction, rough attribution, final. */

import { embedBaseline } from '../attribution/baseline';
import type { TokenAttribution } from '../attribution/method';
import { expectedEvaluations, isLong, longPanelPlan, panelPlan } from '../attribution/panels';
import { ATTRIBUTION_METHODS } from '../attribution/registry';
import type { NeuronTable } from '../neurons/neuron-table';
import type { Progress } from '../progress';
import { relay } from '../relay';
import type { Token } from '../text/encoding';
import { formatTarget } from '../transformer/target';
import { differentiable } from '../transformer/transformer';
import { type Model, modelRecord } from './model';
import { layerRecords, type NeuronSelection, neuronRecords, rankingMethod } from './neuron-records';
import { predictInput } from './predict';
import {
  type CorpusOf,
  encodeText,
  interventionsRecord,
  type PreparedText,
  prepareText,
  type TextRequest,
} from './prepared-text';
import type { Attribution, Explanation, Method, Prediction, Rule } from './record';
import { textNeurons, wantedSites } from './text-neurons';

export interface ExplanationRequest extends TextRequest {
  readonly method: Method;
  readonly rule: Rule;
  /** Points of a fixed rule; without meaning for `adaptive`. */
  readonly steps: number;
  /** A neuron method that is computed only where it is asked for, and by which neurons are then ranked. */
  readonly neuronMethod?: 'layer-integrated-gradients' | null;
}

/** What is known at the end. */
export interface Explained {
  readonly explanation: Explanation;
  /** What the neurons did; null where it was not asked for. */
  readonly neurons: NeuronTable | null;
}

/** Results on the way to the end, in the order in which they ripen; each carries only what is new. */
export type ExplanationEvent =
  | { readonly stage: 'tokens'; readonly tokens: readonly Token[]; readonly truncated: boolean }
  | {
      readonly stage: 'prediction';
      readonly prediction: Prediction;
      /** Without interventions; null where there are none. */
      readonly untouched: Prediction | null;
      readonly target: string;
    }
  | { readonly stage: 'rough'; readonly attribution: Attribution }
  /** Of a long text: final words, before the neurons, which take a sweep of their own. */
  | { readonly stage: 'words'; readonly explanation: Explanation }
  | ({ readonly stage: 'refining' } & Refining);

/** How far the words are, with what of the neurons comes with them; or how far the neurons are that come after them. */
export interface Refining extends Progress {
  readonly of: 'words' | 'neurons';
}

/** Nodes of the rough attribution: enough for the right words, at a tenth of the final one's cost. */
const ROUGH_NODES = 4;

/**
 * Explains one text.
 * @param options.rough whether to give a rough attribution first, for someone who watches
 * @param options.neurons what to tell of neurons, or nothing; a method without a path knows less of them
 * @param options.corpus the index that interventions such as `=mean` refer to
 * @throws Error where the text has no tokens or target or interventions do not fit; AbortError by the signal
 */
export async function* explain(
  model: Model,
  request: ExplanationRequest,
  options: {
    readonly rough: boolean;
    readonly neurons?: NeuronSelection | null;
    readonly corpus?: CorpusOf;
    readonly signal?: AbortSignal;
  },
): AsyncGenerator<ExplanationEvent, Explained> {
  const { signal } = options;
  const encoding = encodeText(model, request.text);
  const { tokens, truncated } = encoding;
  yield { stage: 'tokens', tokens, truncated };

  const prepared = await prepareText(model, encoding, request, options.corpus);
  const { target, input, changes, prediction, untouched } = prepared;
  yield {
    stage: 'prediction',
    prediction,
    untouched,
    target: formatTarget(target, model.transformer.labels),
  };
  signal?.throwIfAborted();

  const f = differentiable(model.transformer, target, changes);
  const { attribute, usesBaseline } = ATTRIBUTION_METHODS[request.method];
  const baseline = usesBaseline
    ? embedBaseline(model.transformer, tokens, request.baseline, model.tokenizer.specialIds)
    : null;
  const baselinePrediction = baseline && (await predictInput(model, baseline, changes));

  const { rule, steps } = request;
  const infos = options.neurons ? wantedSites(model.transformer.sites, options.neurons.sites) : [];
  const sites = infos.map(({ site }) => site);
  const expected = expectedPasses(request, tokens.length, sites.length);
  const roughNodes = options.rough && request.method === 'integrated-gradients' ? ROUGH_NODES : 0;
  if (roughNodes > 0) {
    const settings = { ...request, rule: 'gauss-legendre', steps: roughNodes } as const;
    const run = attribute(f, { ...settings, input, baseline, signal });
    const rough = yield* watched('words', run, done => ({
      done,
      expected: roughNodes + expected.words(0),
    }));
    yield { stage: 'rough', attribution: attributionRecord(rough, baselinePrediction, settings) };
    signal?.throwIfAborted();
  }

  const words = yield* watched(
    'words',
    attribute(f, { rule, steps, input, baseline, sites, signal }),
    done => ({ done: roughNodes + done, expected: roughNodes + expected.words(done) }),
  );
  const attribution = attributionRecord(words, baselinePrediction, request);
  const explanation = explanationRecord(model, request, prepared, attribution);
  if (!options.neurons) return { explanation, neurons: null };

  const wanted = options.neurons.method ?? request.neuronMethod ?? null;
  const withLayerPaths = wanted === 'layer-integrated-gradients';
  const { swept, passes } = yield* withNeurons(
    words,
    explanation,
    done => expected.neurons(done) + (withLayerPaths ? expected.layerPaths : 0),
  );
  const table = yield* watched(
    'neurons',
    textNeurons({
      transformer: model.transformer,
      target,
      changes,
      sites: infos,
      input,
      baseline,
      rule,
      steps,
      swept,
      withLayerPaths,
      signal,
    }),
    layerPaths => {
      const done = passes + layerPaths;
      return { done, expected: Math.max(done, passes + expected.layerPaths) };
    },
  );
  const neuronMethod = rankingMethod(table, wanted);
  const change = words.completeness && words.value - words.completeness.baselineValue;
  return {
    explanation: {
      ...explanation,
      layers: layerRecords(table, change),
      neuronMethod,
      neurons: neuronRecords(table, neuronMethod, options.neurons.count),
    },
    neurons: table,
  };
}

/**
 * The words with their neurons, and the passes of the sweep that found these; of a long text, whose neurons come later,
 * the words are told of first.
 */
async function* withNeurons(
  words: TokenAttribution,
  explanation: Explanation,
  expected: (done: number) => number,
): AsyncGenerator<ExplanationEvent, { readonly swept: TokenAttribution; readonly passes: number }> {
  if (!words.neuronsLater) return { swept: words, passes: words.evaluations };
  yield { stage: 'words', explanation };
  let passes = 0;
  const later = yield* watched('neurons', words.neuronsLater(), done => {
    passes = done;
    return { done, expected: expected(done) };
  });
  return { swept: { ...words, neurons: { ...words.neurons, ...later }, neuronsLater: null }, passes };
}

/** A run whose evaluations are told, so that whoever watches may stop it in between. */
const watched = <R>(
  of: Refining['of'],
  run: AsyncGenerator<number, R>,
  progressOf: (evaluations: number) => Progress,
): AsyncGenerator<ExplanationEvent, R> =>
  relay(run, evaluations => ({ stage: 'refining', of, ...progressOf(evaluations) }));

/** Passes that the parts of an explanation take as far as is known, where it takes a path. */
function expectedPasses(
  { method, rule, steps }: Pick<ExplanationRequest, 'method' | 'rule' | 'steps'>,
  tokens: number,
  sites: number,
): { words(done: number): number; neurons(done: number): number; readonly layerPaths: number } {
  if (method !== 'integrated-gradients') return { words: () => 1, neurons: () => 0, layerPaths: 0 };
  const isTogether = sites > 0 && !isLong(tokens);
  if (rule === 'adaptive') {
    const layer = panelPlan(tokens, true);
    return {
      words: done => expectedEvaluations(panelPlan(tokens, isTogether), done),
      neurons: done => expectedEvaluations(longPanelPlan(tokens), done),
      layerPaths: sites * layer.nodes * layer.initial,
    };
  }
  // Conductance takes one node more, in a pass of its own.
  return {
    words: () => steps + (isTogether ? steps + 1 : 0),
    neurons: () => steps + 1,
    layerPaths: sites * steps,
  };
}

/** The record of a text, its prediction and (or null) its attribution. */
export function explanationRecord(
  model: Model,
  request: Pick<TextRequest, 'interventions' | 'patchFrom'>,
  {
    encoding,
    prediction,
    untouched,
    target,
  }: Pick<PreparedText, 'encoding' | 'prediction' | 'untouched' | 'target'>,
  attribution: Attribution | null,
): Explanation {
  return {
    schema: 'finegrain/explanation@1',
    model: modelRecord(model),
    text: encoding.text,
    truncated: encoding.truncated,
    tokens: [...encoding.tokens],
    prediction,
    target: formatTarget(target, model.transformer.labels),
    ...interventionsRecord(request),
    untouched,
    attribution,
    layers: null,
    neuronMethod: null,
    neurons: null,
  };
}

/** A method's result as it stands in the record; what has no meaning for the method is null. */
function attributionRecord(
  result: TokenAttribution,
  baselinePrediction: Prediction | null,
  { method, baseline, rule, steps }: Pick<ExplanationRequest, 'method' | 'baseline' | 'rule' | 'steps'>,
): Attribution {
  const { completeness } = result;
  if (!result.tokens.every(Number.isFinite)) {
    throw new Error(
      `${method}: an attribution is not a finite number; the model’s gradients overflow on this text.`,
    );
  }
  return {
    method,
    baseline: completeness ? baseline : null,
    rule: completeness ? rule : null,
    steps: completeness && rule !== 'adaptive' ? steps : null,
    evaluations: result.evaluations,
    value: result.value,
    baselineValue: completeness?.baselineValue ?? null,
    baselinePrediction,
    delta: completeness?.delta ?? null,
    withinTolerance: completeness?.withinTolerance ?? null,
    tokens: Array.from(result.tokens),
  };
}
