/** The neuron index of a folder on disk. */

import { folderSource } from '../src/engine/checkpoint/folder';
import { type NeuronIndex, openNeuronIndex } from '../src/engine/corpus/index-reader';
import type { Model } from '../src/engine/explanation/model';
import type { CorpusOf } from '../src/engine/explanation/prepared-text';

/** Opens an index. Throws where there is none, or one of another model. */
export async function loadIndex(folder: string, { sha256 }: Model): Promise<NeuronIndex> {
  const source = await folderSource(folder).catch(() => null);
  const index = source && (await openNeuronIndex(source, sha256));
  if (!index) throw new Error(`${folder} has no neuron index; npm run index makes one.`);
  return index;
}

/** What an index says of neurons; it is opened when first asked, since most runs do without. */
export function corpusOf(folder: string, model: Model): CorpusOf {
  let index: Promise<NeuronIndex> | null = null;
  return async neuron => {
    index ??= loadIndex(folder, model);
    return (await index).entry(neuron);
  };
}
