/** Baselines: the reference input that attribution starts from. Special tokens keep their own embedding. */

import type { BaselineName } from '../explanation/record';
import type { SpecialIds, Token } from '../text/encoding';
import type { Transformer } from '../transformer/transformer';
import type { Matrix } from './differentiable';

/** Word embeddings of a text's tokens, `[tokens, hidden]`. */
export function embedTokens(model: Transformer, tokens: readonly Token[]): Matrix {
  return {
    tokens: tokens.length,
    dims: model.hiddenSize,
    values: model.embed(tokens.map(token => token.id)),
  };
}

/**
 * The baseline of a text: every token but the special ones becomes `[PAD]`, `[MASK]`, the zero vector, or the mean
 * word embedding of the vocabulary. Positions, token types and attention mask stay those of the text.
 * @throws Error where the tokenizer has no mask token and `mask` is asked for
 */
export function embedBaseline(
  model: Transformer,
  tokens: readonly Token[],
  baseline: BaselineName,
  ids: SpecialIds,
): Matrix {
  const matrix = embedTokens(model, tokens);
  const row = baselineRow(model, baseline, ids);
  tokens.forEach((token, i) => {
    if (!token.special) matrix.values.set(row, i * matrix.dims);
  });
  return matrix;
}

function baselineRow(model: Transformer, baseline: BaselineName, ids: SpecialIds): Float32Array {
  switch (baseline) {
    case 'pad':
      return model.embed([ids.pad]);
    case 'mask':
      if (ids.mask === null) throw new Error('Baseline mask: this model’s tokenizer has no mask token.');
      return model.embed([ids.mask]);
    case 'zero':
      return new Float32Array(model.hiddenSize);
    case 'mean':
      return model.meanEmbedding();
  }
}
