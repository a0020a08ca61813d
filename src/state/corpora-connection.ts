/** Does with the user's corpora what the page asks for: indexing, keeping, importing, deleting. */

import { INDEX_FOLDER, openCorpusPack, TEXT_FOLDER } from '../engine/corpus/corpus-pack';
import { openCorpusText } from '../engine/corpus/corpus-text';
import { openNeuronIndex } from '../engine/corpus/index-reader';
import { corpusId } from '../engine/corpus/own-corpus';
import { counted } from '../engine/counted';
import type { CorpusBuild, CorpusClient } from '../worker/corpus-client';
import { memoryStore } from '../worker/corpus-database';
import type { BuildAnswer, BuildEvent, CorpusJob } from '../worker/corpus-protocol';
import type { CorpusRow, CorpusStore } from '../worker/corpus-store';
import { shippedModelUrl } from './addresses';
import { type CorporaStore, type ListedCorpus, useCorpora } from './corpora';
import { type SessionStore, useSession } from './session';
import { BROWN } from './view';
import { useViewStore, type ViewStore } from './view-store';

export interface CorporaOptions {
  readonly openStore: () => Promise<CorpusStore>;
  readonly views?: ViewStore;
  readonly session?: SessionStore;
  readonly corpora?: CorporaStore;
  /** Absolute address of a model's folder. */
  readonly modelUrl?: (model: string) => string;
}

/** Connects the corpora with the worker that indexes them and the store that keeps them. */
export function connectCorpora(
  client: CorpusClient,
  {
    openStore,
    views = useViewStore,
    session = useSession,
    corpora = useCorpora,
    modelUrl = shippedModelUrl,
  }: CorporaOptions,
): () => void {
  const kept = openStore();
  /** What the browser would not keep. */
  const visiting = memoryStore();
  let running: CorpusBuild | null = null;
  /** Names of corpora that were on this machine while the page was open, by their ids. */
  const seen = new Map<string, string>();
  /** What was said of corpora that were not here, by their ids. */
  const missed = new Map<string, string>();

  const fail = (error: unknown) => corpora.getState().tell({ kind: 'failed', sentence: messageOf(error) });

  async function refresh(): Promise<void> {
    const store = await kept;
    const [own, visitors] = await Promise.all([store.rows(), visiting.rows()]);
    const list = merged(own, visitors);
    for (const { id, name, about } of list) {
      if (!about) continue;
      seen.set(id, name);
      takeBack(id);
    }
    corpora.setState({ list, isKept: store.isKept });
    rejectLost();
  }

  /** A link may name a corpus of another machine, and what was here may be gone with the site's data. */
  function rejectLost(): void {
    const { view, set, addNotice } = views.getState();
    const { list } = corpora.getState();
    const { corpus } = view;
    if (list === null || corpus === BROWN) return;
    if (list.some(({ id, about }) => id === corpus && about !== null)) return;
    // The notice comes second: with the corpus still in the view it would be this function's turn again.
    set({ corpus: BROWN }, 'replace');
    const name = seen.get(corpus);
    const notice =
      name === undefined
        ? `The corpus “${corpus}” is not on this machine: a link carries its name, never its text. The Brown corpus is used.`
        : `The corpus ${name} is no longer on this machine: it was deleted, perhaps with this site’s data. The Brown corpus is used.`;
    missed.set(corpus, notice);
    addNotice(notice);
  }

  /** What was said of a corpus that was not here no longer holds once it is. */
  function takeBack(id: string): void {
    const { notices, dismissNotice } = views.getState();
    const notice = missed.get(id);
    if (notice === undefined) return;
    missed.delete(id);
    const at = notices.indexOf(notice);
    if (at >= 0) dismissNotice(at);
  }

  /** Resolves with whether the job is done, or kept to be resumed. */
  async function run(name: string, id: string | null, job: CorpusJob): Promise<boolean> {
    if (running) return false;
    corpora.setState({ progress: { name, id, event: null, isEnding: false }, warnings: [], outcome: null });
    const { view } = views.getState();
    const { engine } = session.getState();
    const backend = engine.phase === 'ready' ? engine.model.backend.name : view.backend;
    try {
      running = client.build(job, modelUrl(view.model), backend, heed);
      return await end(name, await running.answer);
    } catch (error) {
      fail(error);
      return false;
    } finally {
      running = null;
      corpora.setState({ progress: null });
      await refresh().catch(fail);
    }
  }

  function heed(event: BuildEvent): void {
    const { progress, warnings } = corpora.getState();
    if (event.stage === 'warning') corpora.setState({ warnings: [...warnings, event.sentence] });
    else if (progress) corpora.setState({ progress: { ...progress, event } });
  }

  async function end(name: string, answer: BuildAnswer): Promise<boolean> {
    if (answer.status === 'cancelled') {
      const { isKept } = await kept;
      const sentence = `Indexing of ${name} is cancelled${isKept ? '; it can be resumed' : ''}.`;
      corpora.getState().tell({ kind: 'done', sentence });
      return isKept;
    }
    const { row, pack } = answer;
    // What the worker could keep is of no use where the page cannot read it.
    const isKept = answer.isKept && (await kept).isKept;
    if (!isKept) await visiting.finish(row, pack);
    await refresh();
    choose(row, isKept, 'indexed');
    return true;
  }

  function choose({ id, name, about }: CorpusRow, isKept: boolean, how: string): void {
    const tokens = counted(about?.tokens ?? 0, 'token');
    const { view, set } = views.getState();
    corpora.getState().tell({
      kind: 'done',
      sentence: [
        `${name} is ${how}: ${tokens}.`,
        isKept ? '' : 'This browser does not keep it: export it before the page closes.',
        view.neuron === null ? 'Select a neuron to see what makes it fire there.' : '',
      ]
        .filter(sentence => sentence !== '')
        .join(' '),
    });
    set({ corpus: id }, 'push');
  }

  async function takeIn(file: File): Promise<void> {
    const pack = await openCorpusPack(file, file.name);
    await pack.check();
    const { about } = pack;
    const { engine } = session.getState();
    const model = engine.phase === 'ready' ? engine.model : about.model;
    if (about.model.sha256 !== model.sha256) {
      throw new Error(
        `${file.name} is the index of model ${about.model.id}, expected one of the model on this page, ${model.id}.`,
      );
    }
    const index = await openNeuronIndex(pack.source(INDEX_FOLDER), model.sha256);
    const text = await openCorpusText(pack.source(TEXT_FOLDER));
    if (index?.manifest.corpus.sha256 !== about.sha256 || text?.sha256 !== about.sha256) {
      throw new Error(`${file.name} lacks its index or its text; nothing was imported from it.`);
    }
    const row: CorpusRow = {
      id: corpusId(about.sha256),
      name: about.name,
      about,
      bytes: file.size,
      words: 0,
      wordsRead: 0,
      added: new Date().toISOString(),
    };
    // The bytes themselves: a file may change or vanish under its name.
    const bytes = new Blob([await file.arrayBuffer()]);
    const isKept = await keep(row, bytes);
    if (!isKept) await visiting.finish(row, bytes);
    await refresh();
    choose(row, isKept, 'imported');
  }

  async function keep(row: CorpusRow, pack: Blob): Promise<boolean> {
    const store = await kept;
    if (!store.isKept) return false;
    try {
      await store.finish(row, pack);
      return true;
    } catch (error) {
      corpora.setState({ warnings: [messageOf(error)] });
      return false;
    }
  }

  corpora.setState({
    add: (name, files) => run(name, null, { name, files }),
    resume: id => {
      const row = corpora.getState().list?.find(each => each.id === id);
      if (row) void run(row.name, id, { resume: id });
    },
    cancel: () => {
      const { progress } = corpora.getState();
      if (progress) corpora.setState({ progress: { ...progress, isEnding: true } });
      running?.cancel();
    },
    remove: async id => {
      const { view, set } = views.getState();
      try {
        if (view.corpus === id) set({ corpus: BROWN }, 'push');
        await Promise.all([(await kept).delete(id), visiting.delete(id)]);
        // What was warned of when it was indexed goes with it.
        if (!running) corpora.setState({ warnings: [] });
        corpora.getState().tell({ kind: 'done', sentence: 'The corpus is deleted.' });
        await refresh();
      } catch (error) {
        fail(error);
      }
    },
    importFile: file => {
      corpora.setState({ warnings: [], outcome: null });
      return takeIn(file).catch(fail);
    },
    packOf: async id => {
      const pack = (await visiting.pack(id)) ?? (await (await kept).pack(id));
      // The list is out of date.
      if (!pack) await refresh();
      return pack;
    },
  });
  const unsubscribeView = views.subscribe(rejectLost);
  // Another tab may have added some, or deleted them.
  const unsubscribeCorpora = corpora.subscribe((state, before) => {
    if (state.isOpen && !before.isOpen) refresh().catch(fail);
  });
  refresh().catch(error => {
    corpora.setState({ list: [], isKept: false });
    fail(error);
    rejectLost();
  });
  const forgetLost = () => {
    // What was told of may be gone.
    corpora.getState().tell(null);
    refresh().catch(fail);
  };
  void kept.then(store => store.onLost(forgetLost));
  return () => {
    unsubscribeView();
    unsubscribeCorpora();
    running?.cancel();
  };
}

/** Each corpus once, the newest first: one that could not be kept when it was finished may have left its draft. */
function merged(own: readonly CorpusRow[], visitors: readonly CorpusRow[]): ListedCorpus[] {
  const drafts = own.filter(row => row.about === null && !visitors.some(({ id }) => id === row.id));
  const finished = own.filter(row => row.about !== null);
  const others = visitors.filter(row => !finished.some(({ id }) => id === row.id));
  return [
    ...[...drafts, ...finished].map(row => ({ ...row, isKept: true })),
    ...others.map(row => ({ ...row, isKept: false })),
  ].sort((a, b) => (a.added < b.added ? 1 : -1));
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
