/** Pairs of sentences of our own that differ in a word or two, have as many tokens, and flip the shipped model's decision. */

export interface MinimalPair {
  /** The words in which they differ. */
  readonly name: string;
  readonly text: string;
  readonly other: string;
}

export const MINIMAL_PAIRS = [
  {
    name: 'lovely / dreadful',
    text: 'A lovely little story about growing old.',
    other: 'A dreadful little story about growing old.',
  },
  {
    name: 'delight / mess',
    text: 'The second half is a delight.',
    other: 'The second half is a mess.',
  },
  {
    name: 'charm / holes',
    text: 'Two brothers, one farm, and a script full of charm.',
    other: 'Two brothers, one farm, and a script full of holes.',
  },
  {
    name: 'fresh, better / stale, worse',
    text: 'The jokes are fresh and the songs are better.',
    other: 'The jokes are stale and the songs are worse.',
  },
] as const satisfies readonly MinimalPair[];
