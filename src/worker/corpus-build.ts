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
import { corpusId, readOwnCorpus } from '../engine/corpus/own-corpus';
import type { PartHeader } from '../engine/corpus/part';
import { decodeCalibration, decodePart, encodeCalibration, encodePart } from '../engine/corpus/part-codec';
import { type Corpus, corpusDigest, plainSentence } from '../engine/corpus/sentences';
import type { IndexSettings } from '../engine/corpus/settings';
import type { BuildAnswer, BuildEvent, CorpusJob } from './corpus-protocol';
import type { CorpusDraft, CorpusRow, CorpusStore } from './corpus-store';

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
 * @param load the model, whose tokenizer says how long a sentence may be
 * @throws Error, one sentence
 */
export async function buildCorpus(
  load: () => Promise<IndexModel>,
  store: CorpusStore,
  job: CorpusJob,
  { settings, onEvent, signal, turn }: BuildOptions,
): Promise<BuildAnswer> {
  let { isKept } = store;
  /** Null where the browser refuses; after that each further try would only cost time. */
  async function keep<T>(work: () => Promise<T>): Promise<T | null> {
    if (!isKept) return null;
    try {
      return await work();
    } catch (error) {
      isKept = false;
      const reason = error instanceof Error ? error.message : String(error);
      onEvent({ stage: 'warning', sentence: `${reason} Indexing goes on, but is lost if the page closes.` });
      return null;
    }
  }

  const model = await load();
  if (signal.aborted) return { status: 'cancelled' };
  const found =
    'resume' in job ? await resumable(store, job.resume) : await added(store, job, model, keep, onEvent);
  const { corpus, words, draft } = found;
  const known = found.row.about === null ? null : await keep(() => store.pack(found.row.id));
  if (known) return { status: 'done', row: found.row, pack: known, isKept: true };
  // A row whose files are gone says nothing any more.
  const row = draft ? found.row : { ...found.row, about: null, bytes: 0, wordsRead: 0 };
  const texts = corpus.sentences.map(({ text }) => text);
  if (!draft) await keep(() => store.begin(row, texts));

  const header = await headerOf(model, corpus, settings);
  const begun = (await resumed(draft, header)) ?? (await begin());

  async function begin(): Promise<Begun> {
    const made = await beginIndex(model, corpus, header, (done, total) =>
      onEvent({ stage: 'measuring', done, total }),
    );
    await keep(() => store.saveCalibration(row.id, calibrationOf(made)));
    return made;
  }

  let read = row.wordsRead;
  const save = () =>
    keep(async () => {
      const part = blobOf(encodePart(begun.part));
      if (await store.savePart({ ...row, wordsRead: read }, part)) return;
      // The site's data was cleared meanwhile.
      await store.begin(row, texts);
      await store.saveCalibration(row.id, calibrationOf(begun));
      await store.savePart({ ...row, wordsRead: read }, part);
    });
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

/** An ended build, as far as it is kept. */
async function resumable(store: CorpusStore, id: string): Promise<Opened> {
  const [row, draft] = [await store.row(id), await store.draft(id)];
  if (!row || !draft) throw new Error('This corpus is no longer on this machine; add its files again.');
  const sentences = draft.texts.map(plainSentence);
  return { corpus: { name: row.name, version: '', sentences }, words: row.words, row, draft };
}

/** The corpus of files, with what is kept of it already: the same text is never indexed twice. */
async function added(
  store: CorpusStore,
  job: Exclude<CorpusJob, { readonly resume: string }>,
  { tokenizer }: IndexModel,
  keep: <T>(work: () => Promise<T>) => Promise<T | null>,
  onEvent: (event: BuildEvent) => void,
): Promise<Opened> {
  const { warnings, words, ...corpus } = await readOwnCorpus(job.name, job.files, tokenizer, {
    onFile: file => onEvent({ stage: 'files', file }),
  });
  for (const sentence of warnings) onEvent({ stage: 'warning', sentence });
  const id = corpusId(await corpusDigest(corpus.sentences));
  const known = await keep(() => store.row(id));
  const added = new Date().toISOString();
  const row = known ?? { id, name: job.name, about: null, bytes: 0, words, wordsRead: 0, added };
  const draft = known && (await keep(() => store.draft(id)));
  return { corpus: { ...corpus, name: row.name }, words, row, draft };
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

const calibrationOf = ({ calibration }: Begun) => blobOf(encodeCalibration(calibration));

function blobOf(pieces: readonly Uint8Array[]): Blob {
  return new Blob(pieces.map(piece => piece as Uint8Array<ArrayBuffer>));
}
