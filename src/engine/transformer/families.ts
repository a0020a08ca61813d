/** Families by `model_type`: which code runs a checkpoint. A new family is one file and one line here. */

import type { BertConfig } from '../checkpoint/config';
import type { Weights } from '../checkpoint/weights';
import { createBert } from './bert';
import type { Transformer } from './transformer';

const FAMILIES: Record<BertConfig['model_type'], (config: BertConfig, weights: Weights) => Transformer> = {
  bert: createBert,
};

/** The model of a checked config and its weights, on the current backend. */
export function createTransformer(config: BertConfig, weights: Weights): Transformer {
  return FAMILIES[config.model_type](config, weights);
}
