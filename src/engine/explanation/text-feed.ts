/** Which tokens of a text feed one neuron: the neuron's conductance, by input token. */

import { embedBaseline } from '../attribution/baseline';
import { isHeld } from '../interventions/held';
import { parseInterventions } from '../interventions/intervention';
import { parseNeuron } from '../neurons/neuron';
import { type FeedOptions, neuronFeed } from '../neurons/neuron-feed';
import type { Progress } from '../progress';
import { differentiable } from '../transformer/transformer';
import type { Model } from './model';
import { type CorpusOf, encodeText, prepareText, type TextRequest } from './prepared-text';

/**
 * One number a token, in units of the target, under the interventions of the request; special tokens have 0, since the
 * baseline keeps them. A neuron that an intervention holds is fed by nothing, which takes no pass to tell.
 * @throws Error where text, target, interventions or neuron do not fit the model; AbortError by the signal
 */
export async function* textFeed(
  model: Model,
  request: TextRequest,
  address: string,
  { corpus, ...options }: FeedOptions & { readonly corpus?: CorpusOf } = {},
): AsyncGenerator<Progress, Float64Array> {
  const { transformer, tokenizer } = model;
  const neuron = parseNeuron(address, transformer.sites);
  const encoding = encodeText(model, request.text);
  const held = isHeld(parseInterventions(request.interventions ?? ''), neuron, encoding.tokens.length);
  if (held) return new Float64Array(encoding.tokens.length);
  const { input, changes, target } = await prepareText(model, encoding, request, corpus);
  options.signal?.throwIfAborted();
  const baseline = embedBaseline(transformer, encoding.tokens, request.baseline, tokenizer.specialIds);
  const f = differentiable(transformer, target, changes);
  return yield* neuronFeed(f, { input, baseline }, neuron, options);
}
