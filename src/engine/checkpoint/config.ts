/** config.json, checked: what a model's family needs to know of it. */

import { z } from 'zod';

const size = z.int().positive();

const bertSchema = z.object({
  model_type: z.literal('bert'),
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  intermediate_size: size,
  max_position_embeddings: size,
  type_vocab_size: size,
  layer_norm_eps: z.number().positive(),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  id2label: z.record(z.string().regex(/^\d+$/), z.string()),
});

/** A BERT sequence classifier's config; `labels` in the order of the logits. */
export type BertConfig = z.infer<typeof bertSchema> & { readonly labels: readonly string[] };

/** Families that this build runs, by `model_type`. */
export const MODEL_TYPES = ['bert'] as const;

/**
 * Checks a parsed config.json.
 * @throws Error that names config.json, the field and what was expected
 */
export function parseConfig(json: unknown): BertConfig {
  const type = z.object({ model_type: z.string() }).safeParse(json);
  if (!type.success)
    throw new Error('config.json: model_type is missing, expected a Hugging Face model config.');
  if (!(MODEL_TYPES as readonly string[]).includes(type.data.model_type)) {
    throw new Error(
      `config.json: model_type is "${type.data.model_type}", expected one of ${MODEL_TYPES.join(', ')}.`,
    );
  }
  const parsed = bertSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`config.json: ${issue?.path.join('.') || 'root'}: ${issue?.message ?? 'not valid'}.`);
  }
  const config = parsed.data;
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw new Error(
      `config.json: hidden_size ${config.hidden_size} does not divide by num_attention_heads ${config.num_attention_heads}.`,
    );
  }
  const labels = Object.entries(config.id2label)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label);
  if (labels.length < 2 || labels.some((_, i) => config.id2label[String(i)] === undefined)) {
    throw new Error('config.json: id2label should name at least two labels, counted from 0 without gaps.');
  }
  return { ...config, labels };
}
