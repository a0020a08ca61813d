/** One build of a corpus's index, from its files to the file that is kept, saving what it has on the way. */

import { INDEX_FOLDER, packCorpus, TEXT_FOLDER } from '../engine/corpus/corpus-pack';
import { corpusTextFiles } from '../engine/corpus/corpus-text';
import { finishIndex } from '../engine/corpus/finish';
import {
  type Begun,
  beginIndex,
  fits,
  headerOf,
  type IndexModel,
  readOn,
} from '../engine/corpus/index-steps';
import { corpusId, MOST_WORDS, readOwnCorpus } from '../engine/corpus/own-corpus';
import type { PartHeader } from '../engine/corpus/part';
import { decodeCalibration, decodePart, encodeCalibration, encodePart } from '../engine/corpus/part-codec';
import { type Corpus, corpusDigest, plainSentence } from '../engine/corpus/sentences';
import type { IndexSettings } from '../engine/corpus/settings';
import type { BuildAnswer, BuildEvent, CorpusJob } from './corpus-protocol';
import { type CorpusDraft, type CorpusRow, type CorpusStore, storageSentence } from './corpus-store';

/** Seconds of reading between two saves of a hundred megabytes: what a closed page loses. */
const SECONDS_BETWEEN_SAVES = 15;

export interface BuildOptions {
  readonly settings: IndexSettings;
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
  /** Lets messages in between two steps, so that a cancel is heard. */
  readonly turn: () => Promise<void>;
}

/**
 * Builds, or goes on with what an ended build left. What cannot be saved is told as a warning: the build goes on.
 * @param load the model; not waited for while files are read
 * @throws Error, one sentence
 */
export async function buildCorpus(
  load: () => Promise<IndexModel>,
  store: CorpusStore,
  job: CorpusJob,
  { settings, onEvent, signal, turn }: BuildOptions,
): Promise<BuildAnswer> {
  let { isKept } = store;
  /** Once the browser refuses, each further try would only cost time. */
  async function keep(save: () => Promise<void>): Promise<void> {
    if (!isKept) return;
    try {
      await save();
    } catch (error) {
      isKept = false;
      const sentence = `${storageSentence(error)} Indexing goes on, but is lost if the page closes.`;
      onEvent({ stage: 'warning', sentence });
    }
  }

  const { corpus, words, row, draft } = await opened(store, job, onEvent);
  const known = row.about === null ? null : await store.pack(row.id);
  if (known) return { status: 'done', row, pack: known, isKept: true };
  if (!draft)
    await keep(() =>
      store.begin(
        row,
        corpus.sentences.map(({ text }) => text),
      ),
    );

  const model = await load();
  if (signal.aborted) return { status: 'cancelled' };
  const header = await headerOf(model, corpus, settings);
  const begun = (await resumed(draft, header)) ?? (await begin());

  async function begin(): Promise<Begun> {
    const made = await beginIndex(model, corpus, header, (done, total) =>
      onEvent({ stage: 'measuring', done, total }),
    );
    await keep(() => store.saveCalibration(row.id, blobOf(encodeCalibration(made.calibration))));
    return made;
  }

  let read = row.wordsRead;
  const save = () => keep(() => store.savePart({ ...row, wordsRead: read }, blobOf(encodePart(begun.part))));
  const speed = createSpeed();
  let saved = performance.now();
  for await (const progress of readOn(model, corpus, begun)) {
    read = progress.words;
    onEvent({ stage: 'reading', words: read, ofWords: words, ...speed(progress) });
    await turn();
    const isLast = read === words;
    if (signal.aborted) {
      await save();
      return { status: 'cancelled' };
    }
    if (!isLast && performance.now() - saved > SECONDS_BETWEEN_SAVES * 1000) {
      await save();
      saved = performance.now();
    }
  }

  onEvent({ stage: 'finishing' });
  await turn();
  const pack = await finished(corpus, begun, new Date().toISOString());
  const done: CorpusRow = { ...row, about: pack.about, bytes: pack.blob.size, wordsRead: words };
  await keep(() => store.finish(done, pack.blob));
  return { status: 'done', row: done, pack: pack.blob, isKept };
}

interface Opened {
  readonly corpus: Corpus;
  readonly words: number;
  readonly row: CorpusRow;
  readonly draft: CorpusDraft | null;
}

/** The corpus of a job, with what is kept of it already: the same text is never indexed twice. */
async function opened(
  store: CorpusStore,
  job: CorpusJob,
  onEvent: (event: BuildEvent) => void,
): Promise<Opened> {
  if ('resume' in job) {
    const [row, draft] = [await store.row(job.resume), await store.draft(job.resume)];
    if (!row || !draft) throw new Error('This corpus is no longer on this machine; add its files again.');
    const sentences = draft.texts.map(plainSentence);
    return { corpus: { name: row.name, version: '', sentences }, words: row.words, row, draft };
  }
  const { leftOut, words, ...corpus } = await readOwnCorpus(job.name, job.files, file =>
    onEvent({ stage: 'files', file }),
  );
  if (leftOut > 0) {
    onEvent({
      stage: 'warning',
      sentence: `Only the first ${MOST_WORDS.toLocaleString('en')} words are indexed; ${leftOut.toLocaleString('en')} sentences after them are left out.`,
    });
  }
  const id = corpusId(await corpusDigest(corpus.sentences));
  const known = await store.row(id);
  const added = new Date().toISOString();
  const row = known ?? { id, name: job.name, about: null, bytes: 0, words, wordsRead: 0, added };
  return { corpus: { ...corpus, name: row.name }, words, row, draft: known && (await store.draft(id)) };
}

/** The build that a draft holds; null where there is none yet, or it is of another model or older settings. */
async function resumed(
  draft: CorpusDraft | null,
  header: Omit<PartHeader, 'calibration'>,
): Promise<Begun | null> {
  if (!draft?.calibration || !draft.part) return null;
  try {
    const begun = {
      calibration: decodeCalibration(draft.calibration, 'calibration'),
      part: decodePart(draft.part, 'part'),
    };
    return (await fits(begun, header)) ? begun : null;
  } catch {
    return null; // what is damaged is read anew
  }
}

async function finished(corpus: Corpus, { part, calibration }: Begun, made: string) {
  const index = await finishIndex(part, calibration);
  const text = await corpusTextFiles(corpus);
  const { model, corpus: described } = part.header;
  const about = {
    name: corpus.name,
    sha256: described.sha256,
    model,
    made,
    sentences: described.sentences,
    tokens: part.tagTokens.reduce((sum, count) => sum + count, 0),
  };
  const blob = await packCorpus(
    about,
    new Map<string, Uint8Array<ArrayBuffer> | string>([
      ...[...index].map(([name, bytes]) => [`${INDEX_FOLDER}${name}`, bytes] as const),
      ...[...text].map(([name, content]) => [`${TEXT_FOLDER}${name}`, content] as const),
    ]),
  );
  return { about, blob };
}

/** Tokens a second and seconds left, of this run only. */
function createSpeed() {
  let tokens = 0;
  let first: { readonly time: number; readonly words: number } | null = null;
  return ({ words, ofWords, tokens: more }: { words: number; ofWords: number; tokens: number }) => {
    const time = performance.now();
    first ??= { time, words };
    tokens += more;
    const seconds = (time - first.time) / 1000;
    return tokens === 0 || seconds === 0
      ? { tokensPerSecond: null, secondsLeft: null }
      : {
          tokensPerSecond: tokens / seconds,
          secondsLeft: (seconds * (ofWords - words)) / (words - first.words),
        };
  };
}

function blobOf(pieces: readonly Uint8Array[]): Blob {
  return new Blob(pieces.map(piece => piece as Uint8Array<ArrayBuffer>));
}
