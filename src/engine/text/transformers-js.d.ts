/** The part of @xenova/transformers that the tokenizer uses; the package types only its root, which bundles all of it. */
declare module '@xenova/transformers/src/tokenizers.js' {
  /** Tokens of each piece, one list. */
  export interface TokenizerModel {
    (pieces: readonly string[]): string[];
    readonly tokens_to_ids: ReadonlyMap<string, number>;
  }

  export class PreTrainedTokenizer {
    constructor(tokenizerJson: object, tokenizerConfig: object);
    readonly model: TokenizerModel;
    /** Puts the special tokens of the template around a text's tokens. */
    readonly post_processor: ((tokens: readonly string[]) => { readonly tokens: readonly string[] }) | null;
    /** Ids of a text, special tokens included, never truncated. */
    encode(text: string): number[];
  }

  export const AutoTokenizer: {
    readonly TOKENIZER_CLASS_MAPPING: Readonly<Record<string, typeof PreTrainedTokenizer>>;
  };
}
