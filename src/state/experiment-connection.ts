/** Follows the open experiment with the engine: runs it once the explanation is final, and shows it as it grows. */

import type { SiteInfo } from '../engine/transformer/sites';
import type { EngineClient } from '../worker/engine-client';
import type { ExperimentRecord, ExperimentRequest, ExplanationRequest } from '../worker/protocol';
import { TYPING_DELAY } from './engine-connection';
import { experimentRequest, experimentSubjects } from './experiment-request';
import { createRecent } from './recent';
import { type Experiment, type Session, type SessionStore, useSession } from './session';
import { useViewStore, type ViewState, type ViewStore } from './view-store';

/** What a view asks for. */
interface Wanted {
  /** The same for experiments with the same outcome. */
  readonly key: string;
  readonly request: ExperimentRequest;
  readonly subjects: readonly ExplanationRequest[];
  readonly lines: readonly number[] | null;
}

/** Experiments kept for going back and forth between them. */
const KEPT = 12;

/**
 * Connects the engine with the experiment of the view: from now on the session shows it. The newest one wins; one that
 * was cancelled or failed is not started again unasked. To be connected after `connectEngine`, which hears first that
 * a view needs a new explanation.
 * @returns a function that ends this; the client stays open.
 */
export function connectExperiments(
  client: Pick<EngineClient, 'experiment'>,
  views: ViewStore = useViewStore,
  session: SessionStore = useSession,
): () => void {
  const kept = createRecent<readonly ExperimentRecord[]>(KEPT);
  /** What the session shows, be it running or at its end. */
  let current: { readonly key: string; readonly controller: AbortController } | null = null;
  let typing: ReturnType<typeof setTimeout> | undefined;
  let sites: readonly SiteInfo[] = [];

  const show = (experiment: Experiment | null) => session.setState({ experiment });
  const change = (patch: Partial<Experiment>) =>
    session.setState(({ experiment }) => ({ experiment: experiment && { ...experiment, ...patch } }));

  function wanted(): Wanted | null {
    const { view } = views.getState();
    const asked = experimentRequest(view, sites);
    if (!asked) return null;
    const subjects = experimentSubjects(view, asked);
    const { request, lines } = asked;
    return {
      key: JSON.stringify([view.model, view.backend, subjects, request]),
      request,
      subjects,
      lines,
    };
  }

  /** Shows what the view asks for, unless that is shown already. */
  function follow() {
    clearTimeout(typing);
    typing = undefined;
    const next = wanted();
    if (next?.key === current?.key) return;
    stop();
    if (!next || !isReady(session.getState())) {
      show(null);
      return;
    }
    const controller = new AbortController();
    current = { key: next.key, controller };
    const known = kept.get(next.key);
    const { request, subjects } = next;
    show({
      request,
      status: known ? 'done' : 'running',
      done: 0,
      total: 0,
      texts: subjects.length,
      records: known ?? [],
      error: null,
    });
    if (!known) void run(next, controller.signal);
  }

  async function run({ key, request, subjects, lines }: Wanted, signal: AbortSignal) {
    const records: ExperimentRecord[] = [];
    for (const [at, subject] of subjects.entries()) {
      try {
        const record = await client.experiment(
          subject,
          request,
          ({ done, total, record: growing }) => {
            if (!signal.aborted) change({ done, total, records: [...records, growing] });
          },
          signal,
        );
        if (signal.aborted) return;
        if (!record) {
          change({ status: 'cancelled' });
          return;
        }
        records.push(record);
        const isLast = records.length === subjects.length;
        change({ records: [...records], ...(!isLast && { done: 0, total: 0 }) });
      } catch (error) {
        if (signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        change({ status: 'failed', error: lines ? `Line ${lines[at]}: ${message}` : message });
        return;
      }
    }
    kept.set(key, records);
    change({ status: 'done' });
  }

  /** Ends what runs, and lets go of what is shown. */
  function stop() {
    current?.controller.abort();
    current = null;
  }

  function onViewChange(state: ViewState, before: ViewState) {
    if (state.view === before.view) return;
    const next = wanted();
    const isTyped = state.arrival === 'replace' && next !== null && isReady(session.getState());
    if (!isTyped || next.key === current?.key) {
      follow();
      return;
    }
    clearTimeout(typing);
    typing = setTimeout(follow, TYPING_DELAY);
  }

  function onSessionChange(state: Session, before: Session) {
    if (state.engine.phase === 'ready') sites = state.engine.model.sites;
    // What is typed waits until typing pauses, ready or not.
    if (isReady(state) && !isReady(before) && typing === undefined) follow();
  }

  const { engine } = session.getState();
  if (engine.phase === 'ready') sites = engine.model.sites;
  const unsubscribeView = views.subscribe(onViewChange);
  const unsubscribeSession = session.subscribe(onSessionChange);
  session.setState({
    cancelExperiment: () => {
      if (session.getState().experiment?.status !== 'running') return;
      current?.controller.abort();
      change({ status: 'cancelled' });
    },
    retryExperiment: () => {
      stop();
      follow();
    },
  });
  follow();

  return () => {
    unsubscribeView();
    unsubscribeSession();
    clearTimeout(typing);
    stop();
  };
}

/** Whether the engine has explained the present view to the end. */
function isReady({ engine, result }: Session): boolean {
  return engine.phase === 'ready' && result.status === 'done' && !result.stale;
}
