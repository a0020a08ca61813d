/** Follows the selected and the pinned neuron with the engine: asks what they do over the corpus. */

import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { WordTable } from '../engine/corpus/word-table';
import type { EngineClient } from '../worker/engine-client';
import type { IndexPlace, NeuronAnswer, NeuronPlace, NeuronSlot } from '../worker/protocol';
import { shippedIndexUrl, shippedTextUrl } from './addresses';
import { createRecent } from './recent';
import { type NeuronPage, type SessionStore, useSession } from './session';
import { BROWN } from './view';
import { useViewStore, type ViewStore } from './view-store';

export interface NeuronOptions {
  /** Absolute addresses: of a model's index, and of the text of the corpus that it is of. */
  readonly indexUrl?: (model: string) => string;
  readonly textUrl?: () => string;
  /** A corpus of the user's own, by its id; null where it is not on this machine. */
  readonly packOf?: (id: string) => Promise<Blob | null>;
}

/** Every slot with the place that it shows, the Brown corpus beside where asked for. */
const SLOTS: readonly {
  readonly slot: NeuronSlot;
  readonly place: NeuronPlace;
  readonly isBeside: boolean;
}[] = [
  { slot: 'neuron', place: 'neuron', isBeside: false },
  { slot: 'pinned', place: 'pinned', isBeside: false },
  { slot: 'neuron-beside', place: 'neuron', isBeside: true },
  { slot: 'pinned-beside', place: 'pinned', isBeside: true },
];
/** What a slot is to show. */
type Wanted = Pick<NeuronPage, 'address' | 'corpus'>;

/** Addresses of a corpus's index and text. */
type CorpusFolders = IndexPlace & { readonly textUrl: string };

/** Records kept for going back and forth between neurons. */
const KEPT = 60;

/**
 * Connects the engine with the neurons of the view: from now on the session shows what is known of them. The newest
 * choice of a place wins.
 * @returns a function that ends this; the client stays open.
 */
export function connectNeurons(
  client: Pick<EngineClient, 'neuron' | 'words'>,
  views: ViewStore = useViewStore,
  session: SessionStore = useSession,
  { indexUrl = shippedIndexUrl, textUrl = shippedTextUrl, packOf = async () => null }: NeuronOptions = {},
): () => void {
  const records = createRecent<NeuronRecord>(KEPT);
  /** Model and corpus whose words were asked for. */
  let wordsOf: string | null = null;

  const show = (slot: NeuronSlot, page: NeuronPage | null) =>
    session.setState(({ neuronPages }) => ({ neuronPages: { ...neuronPages, [slot]: page } }));

  function wantedAt(slot: NeuronSlot): Wanted | null {
    const { view } = views.getState();
    const known = SLOTS.find(each => each.slot === slot);
    const address = known ? view[known.place] : null;
    if (!known || address === null) return null;
    if (!known.isBeside) return { address, corpus: view.corpus };
    return view.beside === BROWN && view.corpus !== BROWN ? { address, corpus: BROWN } : null;
  }

  function follow(slot: NeuronSlot) {
    const { engine, neuronPages } = session.getState();
    const wanted = wantedAt(slot);
    if (isSame(wanted, neuronPages[slot])) return;
    if (wanted === null) show(slot, null);
    else if (engine.phase === 'ready') ask(slot, wanted);
  }

  function ask(slot: NeuronSlot, wanted: Wanted) {
    const { model } = views.getState().view;
    const { address, corpus } = wanted;
    const key = `${model} ${corpus} ${address}`;
    const kept = records.get(key);
    if (kept) {
      show(slot, { ...wanted, status: 'done', record: kept, error: null });
      return;
    }
    const page: NeuronPage = { ...wanted, status: 'loading', record: null, error: null };
    const isCurrent = () => isSame(wantedAt(slot), wanted);
    const heed = (record: NeuronRecord) => {
      if (isCurrent()) show(slot, { ...page, record });
    };
    const asked = answerFrom(slot, wanted, heed);
    // Only now, so that the engine is at work while the page is drawn.
    show(slot, page);
    asked.then(
      answer => {
        if (answer.status === 'done') records.set(key, answer.record);
        if (!isCurrent() || answer.status === 'outdated') return;
        show(slot, {
          ...page,
          status: answer.status,
          record: answer.status === 'done' ? answer.record : null,
        });
      },
      (error: unknown) => {
        if (!isCurrent()) return;
        const message = error instanceof Error ? error.message : String(error);
        show(slot, { ...page, status: 'failed', error: message });
      },
    );
  }

  async function answerFrom(
    place: NeuronSlot,
    { address, corpus }: Wanted,
    heed: (record: NeuronRecord) => void,
  ): Promise<NeuronAnswer> {
    if (corpus === BROWN) return client.neuron({ place, address, ...brownFolders() }, heed);
    const folders = await ownFolders(corpus);
    // A newer request may have left meanwhile, which this one would end.
    if (!isSame(wantedAt(place), { address, corpus })) return { status: 'outdated' };
    return folders ? client.neuron({ place, address, ...folders }, heed) : { status: 'absent' };
  }

  const brownFolders = (): CorpusFolders => ({
    indexUrl: indexUrl(views.getState().view.model),
    textUrl: textUrl(),
  });

  async function ownFolders(corpus: string): Promise<CorpusFolders | null> {
    const pack = await packOf(corpus);
    if (!pack) return null;
    // The size tells a corpus from one of the same text that was indexed or imported again.
    const folder = `corpus:${corpus}/${pack.size}/`;
    return { indexUrl: `${folder}index/`, textUrl: `${folder}text/`, pack };
  }

  const wordsWanted = () => `${views.getState().view.model} ${views.getState().view.corpus}`;

  /** After an explanation, once a model and corpus: the list of neurons can do without, so nothing else waits for it. */
  function readWords() {
    const wanted = wordsWanted();
    wordsOf = wanted;
    wordsIn(views.getState().view.corpus).then(
      wordTable => {
        if (wordsOf === wanted) session.setState({ wordTable });
      },
      () => {
        // A network that failed may be back by the next explanation.
        if (wordsOf === wanted) forgetWords();
      },
    );
  }

  async function wordsIn(corpus: string): Promise<WordTable | null> {
    const folders = corpus === BROWN ? brownFolders() : await ownFolders(corpus);
    if (!folders) return null;
    const { textUrl: _, ...index } = folders;
    return client.words(index);
  }

  function forgetWords() {
    wordsOf = null;
    session.setState({ wordTable: null });
  }

  const followAll = () => {
    for (const { slot } of SLOTS) follow(slot);
  };
  /** What an engine left unanswered, a new one is asked. */
  function askAnew() {
    for (const { slot } of SLOTS) {
      const wanted = wantedAt(slot);
      if (wanted && session.getState().neuronPages[slot]?.status !== 'done') ask(slot, wanted);
    }
    followAll();
  }
  const unsubscribeView = views.subscribe((state, before) => {
    // What was learnt of one model's neurons says nothing of another's.
    if (state.view.model !== before.view.model) {
      for (const { slot } of SLOTS) show(slot, null);
      forgetWords();
    } else if (state.view.corpus !== before.view.corpus && wordsOf !== null) readWords();
    followAll();
  });
  const unsubscribeSession = session.subscribe((state, before) => {
    if (state.engine.phase === 'ready' && before.engine.phase !== 'ready') askAnew();
    const isNew = state.result.neurons !== null && state.result.neurons !== before.result.neurons;
    if (isNew && wordsOf !== wordsWanted()) readWords();
  });
  session.setState({
    retryNeuron: slot => {
      const wanted = wantedAt(slot);
      if (wanted) ask(slot, wanted);
    },
  });
  followAll();
  return () => {
    unsubscribeView();
    unsubscribeSession();
  };
}

function isSame(a: Wanted | null, b: Wanted | null): boolean {
  return a?.address === b?.address && a?.corpus === b?.corpus;
}
