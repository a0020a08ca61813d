/** Follows the selected and the pinned neuron with the engine: asks what they do over the corpus. */

import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { EngineClient } from '../worker/client';
import type { NeuronPlace } from '../worker/protocol';
import { createRecent } from './recent';
import { type NeuronPage, type SessionStore, useSession } from './session';
import { useViewStore, type ViewStore } from './view-store';

export interface NeuronOptions {
  /** Absolute addresses: of a model's index, and of the text of the corpus that it is of. */
  readonly indexUrl?: (model: string) => string;
  readonly textUrl?: () => string;
}

const PLACES: readonly NeuronPlace[] = ['neuron', 'pinned'];
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
  { indexUrl = shippedIndexUrl, textUrl = shippedTextUrl }: NeuronOptions = {},
): () => void {
  const records = createRecent<NeuronRecord>(KEPT);
  /** The model whose words were asked for. */
  let wordsOf: string | null = null;

  const show = (place: NeuronPlace, page: NeuronPage | null) =>
    session.setState(({ neuronPages }) => ({ neuronPages: { ...neuronPages, [place]: page } }));

  function follow(place: NeuronPlace) {
    const { engine, neuronPages } = session.getState();
    const address = views.getState().view[place];
    const known = neuronPages[place];
    if (address === (known?.address ?? null)) return;
    if (address === null) show(place, null);
    else if (engine.phase === 'ready') ask(place, address);
  }

  function ask(place: NeuronPlace, address: string) {
    const { model } = views.getState().view;
    const key = `${model} ${address}`;
    const kept = records.get(key);
    if (kept) {
      show(place, { address, status: 'done', record: kept, error: null });
      return;
    }
    const page: NeuronPage = { address, status: 'loading', record: null, error: null };
    show(place, page);
    const isCurrent = () => views.getState().view[place] === address;
    const heed = (record: NeuronRecord) => {
      if (isCurrent()) show(place, { ...page, record });
    };
    client.neuron({ place, address, indexUrl: indexUrl(model), textUrl: textUrl() }, heed).then(
      answer => {
        if (answer.status === 'done') records.set(key, answer.record);
        if (!isCurrent() || answer.status === 'outdated') return;
        show(place, {
          ...page,
          status: answer.status,
          record: answer.status === 'done' ? answer.record : null,
        });
      },
      (error: unknown) => {
        if (!isCurrent()) return;
        const message = error instanceof Error ? error.message : String(error);
        show(place, { ...page, status: 'failed', error: message });
      },
    );
  }

  /** Once a model, after its first explanation: the list of neurons can do without, so nothing else waits for it. */
  function readWords() {
    const { model } = views.getState().view;
    wordsOf = model;
    session.setState({ wordTable: null });
    client.words(indexUrl(model)).then(
      wordTable => {
        if (views.getState().view.model === model) session.setState({ wordTable });
      },
      () => {
        wordsOf = null; // a network that failed may be back by the next explanation
      },
    );
  }

  const followAll = () => {
    for (const place of PLACES) follow(place);
  };
  const unsubscribeView = views.subscribe((state, before) => {
    // What was learnt of one model's neurons says nothing of another's.
    if (state.view.model !== before.view.model) for (const place of PLACES) show(place, null);
    followAll();
  });
  const unsubscribeSession = session.subscribe((state, before) => {
    if (state.engine.phase === 'ready' && before.engine.phase !== 'ready') followAll();
    const isNew = state.result.neurons !== null && state.result.neurons !== before.result.neurons;
    if (isNew && wordsOf !== views.getState().view.model) readWords();
  });
  session.setState({
    retryNeuron: place => {
      const address = views.getState().view[place];
      if (address !== null) ask(place, address);
    },
  });
  followAll();
  return () => {
    unsubscribeView();
    unsubscribeSession();
  };
}

const shippedIndexUrl = (model: string) => new URL(`neurons/${model}/`, document.baseURI).href;
const shippedTextUrl = () => new URL('corpus/brown/', document.baseURI).href;
