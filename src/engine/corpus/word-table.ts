/** The words that each neuron fires most on, of all neurons at once: a small file beside the index's entries. */

import { counted } from '../counted';
import type { Neuron } from '../neurons/neuron';
import type { SiteInfo } from '../transformer/sites';

export const WORD_TABLE_FILE = 'top-words.bin';
/** Words a neuron; a list has no room for more. */
const WORDS = 3;
const NONE = 0xffff;

/** Word types by place, `WORDS` a neuron, over all sites in order; `NONE` where a neuron has fewer. */
export interface WordTable {
  readonly places: Uint16Array;
  readonly types: readonly string[];
}

/**
 * The file's bytes, little-endian.
 * @param wordsOf the word types of a neuron, by place among the manifest's, the strongest first
 * @throws Error where there are more types than a place can name
 */
export function writeWordTable(
  neurons: number,
  types: number,
  wordsOf: (neuron: number) => readonly number[],
): Uint8Array<ArrayBuffer> {
  if (types > NONE) throw new Error(`${types} word types, expected at most ${NONE}.`);
  const bytes = new Uint8Array(2 * WORDS * neurons);
  const view = new DataView(bytes.buffer);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const words = wordsOf(neuron);
    for (let i = 0; i < WORDS; i++) view.setUint16(2 * (WORDS * neuron + i), words[i] ?? NONE, true);
  }
  return bytes;
}

/**
 * Reads the file.
 * @throws Error that names it where its length does not fit the neurons
 */
export function readWordTable(bytes: ArrayBuffer, neurons: number, types: readonly string[]): WordTable {
  const count = WORDS * neurons;
  if (bytes.byteLength !== 2 * count) {
    throw new Error(
      `${WORD_TABLE_FILE}: ${counted(bytes.byteLength, 'byte')}, expected ${2 * count}; it is damaged.`,
    );
  }
  const view = new DataView(bytes);
  return { places: Uint16Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true)), types };
}

/** A neuron's words, the strongest first; none where the table lacks its site. */
export function topWordsOf(
  { places, types }: WordTable,
  sites: readonly Pick<SiteInfo, 'site' | 'width'>[],
  { site, index }: Neuron,
): string[] {
  let first = 0;
  for (const known of sites) {
    if (known.site === site) {
      const at = WORDS * (first + index);
      return [...places.subarray(at, at + WORDS)].flatMap(place => types[place] ?? []);
    }
    first += known.width;
  }
  return [];
}
