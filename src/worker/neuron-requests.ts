/** Requests for neurons: opens index and corpus once, and lets a newer request for a place end the older. */

import { INDEX_FOLDER, openCorpusPack, TEXT_FOLDER } from '../engine/corpus/corpus-pack';
import { type CorpusText, openCorpusText } from '../engine/corpus/corpus-text';
import { type FileSource, type NeuronIndex, openNeuronIndex } from '../engine/corpus/index-reader';
import { type NeuronRecord, ripeningRecord, type TextOf } from '../engine/corpus/neuron-record';
import type { Model } from '../engine/explanation/model';
import type { CorpusOf } from '../engine/explanation/prepared-text';
import { noCorpus } from '../engine/interventions/resolve';
import { parseNeuron } from '../engine/neurons/neuron';
import type { NeuronAnswer, NeuronRequest, NeuronSlot, WorkerApi } from './protocol';
import { pause } from './turn';

/** All that an index keeps of a neuron. */
const MOST_EXAMPLES = Number.POSITIVE_INFINITY;
/** Milliseconds in which the page paints the first texts: the passes that come next take every core. */
const PAINTING = 40;

export interface NeuronRequests {
  readonly neuron: WorkerApi['neuron'];
  readonly words: WorkerApi['words'];
  /** Ends every request that is under way: the model goes. */
  readonly end: () => void;
  /** What the index at an address says of neurons; where there is none, asking throws. */
  readonly corpusAt: (indexUrl: string) => CorpusOf;
}

/**
 * Answers requests for neurons of one model.
 * @param sourceOf the folder at an address
 * @param turn lets messages in between two steps, so that a newer request is heard
 */
export function createNeuronRequests(
  model: Model,
  sourceOf: (url: string) => FileSource,
  turn: () => Promise<void>,
): NeuronRequests {
  const folderOf = async (url: string, pack: Blob | undefined, folder: string) =>
    pack ? (await openCorpusPack(pack, 'The corpus')).source(folder) : sourceOf(url);
  const indices = remembered(async (url, pack) =>
    openNeuronIndex(await folderOf(url, pack, INDEX_FOLDER), model.sha256),
  );
  const texts = remembered(async (url, pack) => openCorpusText(await folderOf(url, pack, TEXT_FOLDER)));
  const newest = new Map<NeuronSlot, NeuronRequest>();

  async function neuron(
    request: NeuronRequest,
    onRecord: (record: NeuronRecord) => void,
  ): Promise<NeuronAnswer> {
    newest.set(request.place, request);
    const isOutdated = () => newest.get(request.place) !== request;
    const parsed = parseNeuron(request.address, model.transformer.sites);
    const index = await indices(request.indexUrl, request.pack);
    if (!index) return { status: 'absent' };
    const text = await texts(request.textUrl, request.pack);
    const run = ripeningRecord(model, index, parsed, textOf(index, text), MOST_EXAMPLES);
    let wasReadable = false;
    for (;;) {
      // What fails for want of a model that was replaced is no failure.
      const step = await run.next().catch((error: unknown) => {
        if (!isOutdated()) throw error;
        return null;
      });
      if (step === null || isOutdated()) return { status: 'outdated' };
      if (step.done) return { status: 'done', record: step.value };
      onRecord(step.value);
      const isReadable = step.value.examples.some(each => each.text !== null);
      await (isReadable && !wasReadable ? pause(PAINTING) : turn());
      wasReadable = isReadable;
      if (isOutdated()) return { status: 'outdated' };
    }
  }

  return {
    neuron,
    words: async ({ indexUrl, pack }) => (await (await indices(indexUrl, pack))?.words()) ?? null,
    end: () => newest.clear(),
    corpusAt: url => async asked => (await indices(url))?.entry(asked) ?? noCorpus(asked),
  };
}

/** The index's own corpus; the text of another one is as good as none. */
function textOf({ manifest }: NeuronIndex, text: CorpusText | null): TextOf {
  return text?.sha256 === manifest.corpus.sha256 ? sentence => text.text(sentence) : null;
}

/** Opens once an address; what failed is tried again, and a pack each time: an earlier one's file may be gone. */
function remembered<T>(
  open: (url: string, pack?: Blob) => Promise<T>,
): (url: string, pack?: Blob) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (url, pack) => {
    if (pack) return open(url, pack);
    const opened = known.get(url) ?? open(url);
    known.set(url, opened);
    opened.catch(() => known.delete(url));
    return opened;
  };
}
