/** What an index says of one neuron. */

import type { Site } from '../transformer/sites';
import type { UniversalTag } from './sentences';

/** A token of the corpus and its activation. */
export interface Example {
  readonly sentence: number;
  /** Place in the sentence's encoding, special tokens counted. */
  readonly position: number;
  readonly activation: number;
}

/** Over all tokens of the corpus but special ones. */
export interface NeuronStatistics {
  readonly mean: number;
  /** Standard deviation, of the tokens (not of a larger population). */
  readonly deviation: number;
  /** Third and fourth standardised moments; kurtosis less 3, so that a normal distribution has 0. */
  readonly skewness: number;
  readonly kurtosis: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Share of tokens with an activation above zero. */
  readonly positive: number;
}

/** Equal bins from `from` to `to`; the first and the last also count what lies beyond. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** What the numbers are stored as: words and neurons by place. */
export interface StoredEntry {
  readonly statistics: NeuronStatistics;
  /** At `QUANTILES`, from the histogram. */
  readonly quantiles: readonly number[];
  readonly histogram: Histogram;
  readonly examples: readonly Example[];
  /** Examples of each of `BANDS`. */
  readonly bands: readonly (readonly Example[])[];
  /** `score`: mean |z| over the type's occurrences, divided by that of the type that has most; > 0.1. */
  readonly words: readonly { readonly type: number; readonly score: number }[];
  /** Mean |z| of the type that has most. */
  readonly greatestWord: number;
  /** `sign`: +1 where greater activations mean the tag, −1 where smaller ones do. */
  readonly tags: readonly {
    readonly tag: number;
    readonly averagePrecision: number;
    readonly sign: 1 | -1;
  }[];
  /** Greatest |ρ| first; `neuron` counts over all sites. */
  readonly similar: readonly { readonly neuron: number; readonly correlation: number }[];
}

/** The same with words, tags and neurons by name. */
export interface NeuronEntry
  extends Omit<StoredEntry, 'bands' | 'words' | 'greatestWord' | 'tags' | 'similar'> {
  readonly bands: readonly {
    readonly from: number;
    readonly to: number;
    readonly examples: readonly Example[];
  }[];
  readonly words: readonly {
    readonly word: string;
    readonly score: number;
    readonly meanAbsoluteZ: number;
  }[];
  readonly tags: readonly {
    readonly tag: UniversalTag;
    readonly averagePrecision: number;
    /** Share of the corpus's tagged tokens that have the tag: the average precision of chance. */
    readonly prevalence: number;
    readonly sign: 1 | -1;
  }[];
  readonly similar: readonly { readonly site: Site; readonly index: number; readonly correlation: number }[];
}
