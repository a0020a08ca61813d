/** Follows the view with the engine: loads what it names, explains its text, and tells the session as results ripen. */

import type { Token } from '../engine/text/encoding';
import { isTarget } from '../engine/transformer/target';
import { type EngineClient, EngineCrash, type RestartEvent } from '../worker/client';
import type {
  Explained,
  ExplanationEvent,
  ExplanationRequest,
  LoadEvent,
  ModelSummary,
} from '../worker/protocol';
import { compareFingerprint, fingerprintOf } from './fingerprint';
import { rejectLostNeurons } from './lost-neurons';
import { createRecent } from './recent';
import { keyOf, requestOf, wordsKeyOf } from './request';
import { aheadAfter, aheadOf, finalResult, shownAfter } from './ripening';
import { EMPTY_RESULT, type Result, type SessionStore, STARTING, useSession } from './session';
import { afterLoadEvent } from './starting';
import { changedNames, sameComputation, VIEW_KEYS } from './view';
import { useViewStore, type ViewState, type ViewStore } from './view-store';

export interface EngineOptions {
  /** Address of a model's folder; absolute, since the worker has another base than the page. */
  readonly modelUrl?: (model: string) => string;
}

/** Milliseconds without a key press after which typed text is explained. */
export const TYPING_DELAY = 250;
/** Explanations kept for back and forward. */
const KEPT = 20;
/** Numbers of the neurons in them, four bytes each: long texts bring tens of millions. */
const KEPT_NUMBERS = 60_000_000;

/**
 * Connects the engine with the view and the session: from now on the session shows the explanation of the view. The
 * newest request wins, and no answer of an older one is shown.
 * @returns a function that ends this; the client stays open.
 */
export function connectEngine(
  client: Pick<EngineClient, 'load' | 'explain' | 'onRestart'>,
  views: ViewStore = useViewStore,
  session: SessionStore = useSession,
  { modelUrl = shippedModelUrl }: EngineOptions = {},
): () => void {
  const finals = createRecent<Explained>(KEPT, { weightOf: numbersOf, most: KEPT_NUMBERS });
  let loads = 0;
  /** The running explanation, which its events carry as proof that they are not outdated. */
  let running: AbortController | null = null;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** The last request that came to an end, well or not; it is not started again unasked. */
  let settled: string | null = null;
  /** The request whose result was compared with the link. */
  let compared: string | null = null;
  /** The request whose final words are on screen. */
  let shownWords: string | null = null;

  const present = () => requestOf(views.getState().view);
  const show = (patch: Partial<Result>) =>
    session.setState(state => ({ result: { ...state.result, ...patch } }));

  function load() {
    loads += 1;
    const number = loads;
    const { model, backend } = views.getState().view;
    stop();
    finals.clear();
    settled = null;
    shownWords = null;
    session.setState({ engine: STARTING });
    if (!isBlank()) wait();
    client
      .load(modelUrl(model), backend, event => {
        if (number === loads) onLoadEvent(event);
      })
      .then(
        summary => {
          if (number === loads) onReady(summary);
        },
        (error: unknown) => {
          // What follows a crash is told by the restart.
          if (number === loads && !(error instanceof EngineCrash)) onEngineFailed(messageOf(error));
        },
      );
  }

  function onLoadEvent(event: LoadEvent) {
    session.setState(({ engine }) => ({ engine: afterLoadEvent(engine, event) }));
  }

  function onReady(model: ModelSummary) {
    session.setState({ engine: { phase: 'ready', model } });
    const { target } = views.getState().view;
    if (target !== null && !isTarget(target, model.labels)) {
      views.getState().reject('target', `a target with the labels ${model.labels.join(', ')}`);
    }
    if (keyOf(present()) !== settled) explain();
  }

  function onEngineFailed(message: string) {
    session.setState({ engine: { phase: 'failed', message } });
    if (session.getState().result.status === 'running') show({ status: 'failed', error: message });
  }

  function onRestart(event: RestartEvent) {
    switch (event.stage) {
      case 'crashed':
        session.setState({ engine: STARTING, notice: `${event.message} It is being started again.` });
        break;
      case 'loading':
        onLoadEvent(event.event);
        break;
      case 'ready':
        onReady(event.model);
        break;
      case 'stopped':
        session.setState({ notice: null });
        onEngineFailed(event.message);
    }
  }

  function onViewChange(state: ViewState, before: ViewState) {
    const names = changedNames(before.view, state.view);
    const newLink = state.linked !== null && state.linked !== before.linked;
    if (names.some(name => VIEW_KEYS[name].consequence === 'load')) {
      load();
    } else if (!sameComputation(before.view, state.view)) {
      stop();
      if (state.arrival !== 'replace' || isBlank()) {
        explain();
      } else {
        wait();
        typing = setTimeout(explain, TYPING_DELAY);
      }
    } else if (keyOf(requestOf(before.view)) !== keyOf(requestOf(state.view))) {
      explain();
    } else if (newLink && running === null && typing === undefined) {
      // The same view with another fingerprint: nothing to compute, but something to compare.
      explain();
    } else if (state.arrival === 'link') {
      const { neurons } = session.getState().result;
      if (neurons) rejectLostNeurons(views, neurons.table.sites);
    }
  }

  /** Ends what runs or is about to. */
  function stop() {
    clearTimeout(typing);
    typing = undefined;
    running?.abort();
    running = null;
  }

  /** Says that a newer request is under way; what is shown stays. */
  function wait() {
    const { attribution, tokens } = session.getState().result;
    show({
      status: 'running',
      error: null,
      evaluations: 0,
      stale: (attribution !== null || tokens !== null) && shownWords !== wordsKeyOf(present()),
      mismatch: wordsKeyOf(present()) === compared ? session.getState().result.mismatch : null,
    });
  }

  function isBlank() {
    return views.getState().view.text.trim() === '';
  }

  function explain() {
    stop();
    if (isBlank()) {
      settled = null;
      session.setState({ result: EMPTY_RESULT });
      return;
    }
    const { engine } = session.getState();
    const request = present();
    const known = finals.get(keyOf(request));
    if (known) {
      finish(request, known);
      return;
    }
    wait();
    switch (engine.phase) {
      case 'starting':
        return;
      case 'failed':
        show({ status: 'failed', error: engine.message });
        return;
      case 'ready':
        run(request);
    }
  }

  function run(request: ExplanationRequest) {
    const controller = new AbortController();
    running = controller;
    let ahead = aheadOf(request.text);
    const isCurrent = () => running === controller;

    client
      .explain(request, event => isCurrent() && onEvent(event), controller.signal)
      .then(
        explained => {
          if (!isCurrent()) return;
          running = null;
          if (explained) finish(request, explained);
          else settle(request, { status: 'cancelled' });
        },
        (error: unknown) => {
          if (!isCurrent()) return;
          running = null;
          settle(request, { status: 'failed', error: messageOf(error) });
        },
      );

    function onEvent(event: ExplanationEvent) {
      if (event.stage === 'tokens') dropLostSelection(event.tokens);
      if (event.stage === 'rough') shownWords = null;
      ahead = aheadAfter(ahead, event);
      show(shownAfter(event, ahead, session.getState().result.attribution));
    }
  }

  function settle(request: ExplanationRequest, patch: Partial<Result>) {
    settled = keyOf(request);
    show(patch);
  }

  function finish(request: ExplanationRequest, explained: Explained) {
    const { explanation } = explained;
    const key = keyOf(request);
    finals.set(key, explained);
    dropLostSelection(explanation.tokens);
    if (explained.neurons) rejectLostNeurons(views, explained.neurons.sites);
    const { linked } = views.getState();
    const { mismatch } = session.getState().result;
    shownWords = wordsKeyOf(request);
    if (linked) compared = shownWords;
    settle(request, {
      ...finalResult(explained),
      mismatch: linked ? compareFingerprint(linked, explanation) : shownWords === compared ? mismatch : null,
    });
    views.getState().setFingerprint(fingerprintOf(explanation));
  }

  function dropLostSelection(tokens: readonly Token[]) {
    const { selected } = views.getState().view;
    if (selected !== null && selected >= tokens.length) {
      views
        .getState()
        .reject('selected', `a number from 0 to ${tokens.length - 1}, one of the text’s tokens,`);
    }
  }

  const unsubscribeView = views.subscribe(onViewChange);
  const unsubscribeRestart = client.onRestart(onRestart);
  session.setState({
    cancel: () => {
      if (session.getState().result.status !== 'running') return;
      stop();
      settle(present(), { status: 'cancelled' });
    },
    retry: () => {
      if (session.getState().engine.phase === 'failed') load();
      else explain();
    },
  });
  load();

  return () => {
    loads += 1;
    unsubscribeView();
    unsubscribeRestart();
    stop();
  };
}

function numbersOf({ neurons }: Explained): number {
  const matrices = Object.values(neurons?.methods ?? {}).flat();
  return matrices.reduce((sum, matrix) => sum + matrix.length, 0);
}

const shippedModelUrl = (model: string) => new URL(`models/${model}/`, document.baseURI).href;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
