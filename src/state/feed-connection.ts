/** Follows the neurons of the page with the engine: asks which words feed them once the explanation is final. */

import type { Explanation } from '../engine/explanation/record';
import { isHeld } from '../engine/interventions/held';
import { parseIntervention } from '../engine/interventions/intervention';
import { findNeuron, type Neuron } from '../engine/neurons/neuron';
import type { NeuronTable } from '../engine/neurons/neuron-table';
import { neuronTokens } from '../engine/neurons/neuron-values';
import { timeLeft } from '../engine/progress';
import type { EngineClient } from '../worker/engine-client';
import type { ExplanationRequest, NeuronPlace, Progress } from '../worker/protocol';
import { createRecent } from './recent';
import { requestOf, wordsKeyOf } from './request';
import { type NeuronFeed, type Session, type SessionStore, useSession } from './session';
import type { View } from './view';
import { useViewStore, type ViewStore } from './view-store';

/** Milliseconds for which a choice has to stand: its page is painted first, and who walks on asks for nothing. */
export const SETTLING = 150;

/** Kept for going back and forth between neurons. */
const KEPT = 60;

/** What a place is to show. */
interface Wanted {
  /** The same for requests with the same answer. */
  readonly key: string;
  readonly request: ExplanationRequest;
  readonly address: string;
  readonly explanation: Explanation;
  /** What the tokens add up to; null where that is not known. */
  readonly conductance: number | null;
  /** Whether the interventions set it, whatever the text says: then nothing feeds it, and there is nothing to ask. */
  readonly isHeld: boolean;
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
  now: () => number = () => performance.now(),
): () => void {
  const kept = createRecent<readonly number[]>(KEPT);

  function connectPlace(place: NeuronPlace) {
    /** What is asked for, or shown. */
    let current: (Wanted & { readonly controller: AbortController }) | null = null;
    let settling: ReturnType<typeof setTimeout> | undefined;
    /** The key of what came to no good end, and is not asked again unasked. */
    let ended: string | null = null;

    const show = (feed: NeuronFeed | null) =>
      session.setState(({ feeds }) => ({ feeds: { ...feeds, [place]: feed } }));

    function follow() {
      const next = wantedAt(place, views.getState().view, session.getState());
      if (next?.key === current?.key && next?.explanation === current?.explanation) return;
      if (next !== null && next.key === ended) {
        // The same question of a record that was made anew: what came of it holds.
        const feed = session.getState().feeds[place];
        if (feed && feed.explanation !== next.explanation) show({ ...feed, explanation: next.explanation });
        return;
      }
      stop();
      if (!next) {
        // What was asked is not asked any more.
        if (session.getState().feeds[place]?.status === 'running') show(null);
        return;
      }
      const controller = new AbortController();
      current = { ...next, controller };
      ended = null;
      const values = next.isHeld ? next.explanation.tokens.map(() => 0) : kept.get(next.key);
      if (values) show({ ...shownOf(next), status: 'done', values });
      else settling = setTimeout(() => ask(next, controller.signal), SETTLING);
    }

    function ask(wanted: Wanted, signal: AbortSignal) {
      const { key, request: subject, address, conductance } = wanted;
      const started = now();
      show({ ...shownOf(wanted), status: 'running' });
      const onProgress = (progress: Progress) => {
        const left = timeLeft(progress, now() - started);
        show({ ...shownOf(wanted), status: 'running', progress: { ...progress, left } });
      };
      client.feed({ place, subject, address, conductance }, onProgress, signal).then(
        values => {
          if (values) kept.set(key, values);
          if (values && !signal.aborted) show({ ...shownOf(wanted), status: 'done', values });
        },
        (error: unknown) => {
          if (signal.aborted) return;
          ended = key;
          const message = error instanceof Error ? error.message : String(error);
          show({ ...shownOf(wanted), status: 'failed', error: message });
        },
      );
    }

    function stop() {
      clearTimeout(settling);
      current?.controller.abort();
      current = null;
    }

    function cancel() {
      const feed = session.getState().feeds[place];
      if (!current || feed?.status !== 'running') return;
      ended = current.key;
      stop();
      show({ ...feed, status: 'cancelled', progress: null });
    }

    function retry() {
      ended = null;
      current = null;
      follow();
    }
    return { follow, stop, cancel, retry };
  }

  const places = { neuron: connectPlace('neuron'), pinned: connectPlace('pinned') };
  const followAll = () => {
    for (const { follow } of Object.values(places)) follow();
  };
  const unsubscribeView = views.subscribe(followAll);
  const unsubscribeSession = session.subscribe(followAll);
  session.setState({
    cancelFeed: place => places[place].cancel(),
    retryFeed: place => places[place].retry(),
  });
  followAll();
  return () => {
    unsubscribeView();
    unsubscribeSession();
    for (const { stop } of Object.values(places)) stop();
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
    // A fixed rule's differences are of first order: no feed adds up to them.
    conductance:
      explanation.attribution.rule === 'adaptive'
        ? conductanceOf(neurons.table, findNeuron(address, neurons.table.sites))
        : null,
    isHeld: isHeldAt(findNeuron(address, neurons.table.sites), explanation),
  };
}

/** What is shown of a question before anything is known. */
const shownOf = ({ address, explanation, isHeld: held }: Wanted): Omit<NeuronFeed, 'status'> => ({
  address,
  explanation,
  isHeld: held,
  progress: null,
  values: null,
  error: null,
});

/** Whether the interventions of a record hold a neuron at values of their own. */
function isHeldAt(neuron: Neuron | null, { interventions, tokens }: Explanation): boolean {
  return neuron !== null && isHeld(interventions.map(parseIntervention), neuron, tokens.length);
}

/** A neuron's conductance over all tokens; null where the table does not know it. */
function conductanceOf(table: NeuronTable, neuron: Neuron | null): number | null {
  const values = neuron && neuronTokens(table, 'conductance', neuron);
  return values?.reduce((sum, value) => sum + value, 0) ?? null;
}
