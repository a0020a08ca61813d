/** Follows the neurons of the page with the engine: asks which words feed them once the explanation is final. */

import type { Explanation } from '../engine/explanation/record';
import type { EngineClient } from '../worker/client';
import type { ExplanationRequest, NeuronPlace } from '../worker/protocol';
import { createRecent } from './recent';
import { requestOf, wordsKeyOf } from './request';
import { type NeuronFeed, type Session, type SessionStore, useSession } from './session';
import type { View } from './view';
import { useViewStore, type ViewStore } from './view-store';

/** Milliseconds for which a choice has to stand: its page is painted first, and who walks on asks for nothing. */
export const SETTLING = 150;

const PLACES: readonly NeuronPlace[] = ['neuron', 'pinned'];

/** Kept for going back and forth between neurons. */
const KEPT = 60;

/** What a place is to show. */
interface Wanted {
  /** The same for requests with the same answer. */
  readonly key: string;
  readonly request: ExplanationRequest;
  readonly address: string;
  readonly explanation: Explanation;
}

/**
 * Connects the engine with the neurons of the view: from now on the session shows which words feed them. The newest
 * choice of a place wins; what failed is not asked again before another choice. To be connected after `connectEngine`
 * and `connectNeurons`, which hear first of a new view.
 * @returns a function that ends this; the client stays open.
 */
export function connectFeeds(
  client: Pick<EngineClient, 'feed'>,
  views: ViewStore = useViewStore,
  session: SessionStore = useSession,
): () => void {
  const kept = createRecent<readonly number[]>(KEPT);

  function connectPlace(place: NeuronPlace) {
    /** What is asked for, or shown. */
    let current: (Wanted & { readonly controller: AbortController }) | null = null;
    let settling: ReturnType<typeof setTimeout> | undefined;
    let failed: string | null = null;

    const show = (feed: NeuronFeed | null) =>
      session.setState(({ feeds }) => ({ feeds: { ...feeds, [place]: feed } }));

    function follow() {
      const next = wantedAt(place, views.getState().view, session.getState());
      if (next?.key === current?.key && next?.explanation === current?.explanation) return;
      if (next !== null && next.key === failed) return;
      stop();
      if (!next) return;
      const { key, address, explanation } = next;
      const controller = new AbortController();
      current = { ...next, controller };
      failed = null;
      const values = kept.get(key);
      if (values) show({ address, explanation, values, error: null });
      else settling = setTimeout(() => ask(next, controller.signal), SETTLING);
    }

    function ask({ key, request, address, explanation }: Wanted, signal: AbortSignal) {
      client.feed(place, request, address, signal).then(
        values => {
          if (values) kept.set(key, values);
          if (values && !signal.aborted) show({ address, explanation, values, error: null });
        },
        (error: unknown) => {
          if (signal.aborted) return;
          failed = key;
          const message = error instanceof Error ? error.message : String(error);
          show({ address, explanation, values: null, error: message });
        },
      );
    }

    function stop() {
      clearTimeout(settling);
      current?.controller.abort();
      current = null;
    }
    return { follow, stop };
  }

  const places = PLACES.map(connectPlace);
  const followAll = () => {
    for (const { follow } of places) follow();
  };
  const unsubscribeView = views.subscribe(followAll);
  const unsubscribeSession = session.subscribe(followAll);
  followAll();
  return () => {
    unsubscribeView();
    unsubscribeSession();
    for (const { stop } of places) stop();
  };
}

/** Null where nothing is chosen, or while there is something better to do than to ask. */
function wantedAt(place: NeuronPlace, view: View, { engine, result, neuronPages }: Session): Wanted | null {
  const address = view[place];
  const { explanation, neurons } = result;
  // A pinned neuron that is selected too is shown once.
  if (address === null || (place === 'pinned' && address === view.neuron)) return null;
  if (engine.phase !== 'ready' || result.status !== 'done' || result.stale) return null;
  if (explanation === null || neurons?.explanation !== explanation) return null;
  if (explanation.attribution?.method !== 'integrated-gradients') return null;
  // The examples come first: they are computed by the same engine.
  const page = neuronPages[place];
  if (page?.address !== address || page.status === 'loading') return null;
  const request = requestOf(view);
  return {
    key: JSON.stringify([view.model, view.backend, wordsKeyOf(request), address]),
    request,
    address,
    explanation,
  };
}
