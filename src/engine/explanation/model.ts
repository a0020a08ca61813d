/** A model ready to explain: checkpoint, tokenizer and transformer on a running backend. */

import type { BackendReport } from '../backend/names';
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { TextTokenizer } from '../text/encoding';
import { createTokenizer } from '../text/tokenizer';
import { createTransformer } from '../transformer/families';
import type { Transformer } from '../transformer/transformer';

export interface Model {
  readonly id: string;
  readonly sha256: string;
  readonly backend: BackendReport;
  readonly tokenizer: TextTokenizer;
  readonly transformer: Transformer;
}

/** How records name a model. */
export const modelRecord = ({ id, sha256, backend }: Model) => ({ id, sha256, backend: backend.name });

/** Builds the model of a checkpoint. Throws, naming file and field or tensor, where the checkpoint does not fit. */
export function createModel(checkpoint: Checkpoint, backend: BackendReport): Model {
  const { id, sha256, config, weights, tokenizerJson, tokenizerConfig } = checkpoint;
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig, config.max_position_embeddings);
  return { id, sha256, backend, tokenizer, transformer: createTransformer(config, weights) };
}
