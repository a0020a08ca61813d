/** tokenizer.json and tokenizer_config.json of a Hugging Face folder, checked. */

import { z } from 'zod';

const component = z.looseObject({ type: z.string() }).nullable().default(null);

const tokenizerSchema = z.looseObject({
  added_tokens: z.array(
    z.looseObject({
      id: z.int().nonnegative(),
      content: z.string().min(1),
      single_word: z.boolean().default(false),
      lstrip: z.boolean().default(false),
      rstrip: z.boolean().default(false),
      normalized: z.boolean().default(false),
    }),
  ),
  normalizer: component,
  pre_tokenizer: component,
  post_processor: component,
  model: z.looseObject({ type: z.string() }),
});

// Written as a string, or as an object by older versions of the library.
const specialToken = z
  .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
  .nullish();

const configSchema = z.looseObject({
  tokenizer_class: z.string().nullish(),
  unk_token: specialToken,
  sep_token: specialToken,
  pad_token: specialToken,
  cls_token: specialToken,
  mask_token: specialToken,
  bos_token: specialToken,
  eos_token: specialToken,
});

export type TokenizerJson = z.infer<typeof tokenizerSchema>;
export type TokenizerConfig = z.infer<typeof configSchema>;

/**
 * Checks a parsed tokenizer.json, but for what each algorithm checks itself.
 * @throws Error that names tokenizer.json, the field and what was expected
 */
export function parseTokenizerJson(json: unknown): TokenizerJson {
  return parseFile('tokenizer.json', tokenizerSchema, json);
}

/**
 * Checks a parsed tokenizer_config.json.
 * @throws Error that names tokenizer_config.json, the field and what was expected
 */
export function parseTokenizerConfig(json: unknown): TokenizerConfig {
  return parseFile('tokenizer_config.json', configSchema, json);
}

/**
 * Checks a file's content by a schema.
 * @throws Error that names the file, the first field that is wrong and what was expected
 */
export function parseFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  content: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${file}: ${issue?.path.join('.') || 'root'}: ${issue?.message ?? 'not valid'}.`);
}
