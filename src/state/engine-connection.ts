/** Follows the view with the engine: loads what it names, explains its text, and tells the session as results ripen. */

import type { Explanation } from '../engine/explanation/record';
import type { Token } from '../engine/text/encoding';
import { isTarget } from '../engine/transformer/target';
import { EngineCrash } from '../worker/connection';
import type { EngineClient, RestartEvent } from '../worker/engine-client';
import type {
  Explained,
  ExplanationEvent,
  ExplanationRequest,
  LoadEvent,
  ModelSummary,
} from '../worker/protocol';
import { shippedIndexUrl, shippedModelUrl } from './addresses';
import { createFinals } from './finals';
import { compareFingerprint, fingerprintOf } from './fingerprint';
import { rejectLost } from './lost-neurons';
import { isTouched, keyOf, requestOf, sameComputation, untouchedOf, wordsKeyOf } from './request';
import { aheadAfter, aheadOf, finalResult, shownAfter } from './ripening';
import { EMPTY_RESULT, type Result, type SessionStore, STARTING, useSession } from './session';
import { afterLoadEvent } from './starting';
import { changedNames, VIEW_KEYS } from './view-keys';
import { useViewStore, type ViewState, type ViewStore } from './view-store';

export interface EngineOptions {
  /** Addresses of a model's folder and of the index of its neurons; absolute. */
  readonly modelUrl?: (model: string) => string;
  readonly indexUrl?: (model: string) => string;
  /** Milliseconds, for estimates. */
  readonly now?: () => number;
}

/** Milliseconds without a key press after which typed text is explained. */
export const TYPING_DELAY = 250;

/**
 * Connects the engine with the view and the session: from now on the session shows the explanation of the view. The
 * newest request wins, and no answer of an older one is shown. Where interventions are in force, the same text without
 * them is explained after it, to compare with.
 * @returns a function that ends this; the client stays open.
 */
export function connectEngine(
  client: Pick<EngineClient, 'load' | 'explain' | 'onRestart'>,
  views: ViewStore = useViewStore,
  session: SessionStore = useSession,
  {
    modelUrl = shippedModelUrl,
    indexUrl = shippedIndexUrl,
    now = () => performance.now(),
  }: EngineOptions = {},
): () => void {
  const finals = createFinals();
  let loads = 0;
  /** The running explanation, which its events carry as proof that they are not outdated. */
  let running: AbortController | null = null;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** The last request that came to an end, well or not; it is not started again unasked. */
  let settled: string | null = null;
  /** The request whose result was compared with the link. */
  let compared: string | null = null;
  /** What the engine last said when it crashed. */
  let crash: string | null = null;
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
      .load({ modelUrl: modelUrl(model), indexUrl: indexUrl(model) }, backend, event => {
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
    rejectLost(views, model.sites);
    if (keyOf(present()) !== settled) explain();
  }

  function onEngineFailed(message: string) {
    session.setState({ engine: { phase: 'failed', message } });
    if (session.getState().result.status === 'running') show({ status: 'failed', error: message });
  }

  function onRestart(event: RestartEvent) {
    switch (event.stage) {
      case 'lost':
        // What runs goes on in the next worker.
        session.setState({ engine: STARTING, notice: event.message });
        break;
      case 'crashed':
        crash = event.message;
        session.setState({ engine: STARTING, notice: `${crash} It is being started again.` });
        break;
      case 'loading':
        onLoadEvent(event.event);
        break;
      case 'ready':
        // A notice that was not dismissed goes on to say what is true.
        if (session.getState().notice?.startsWith(`${crash} `))
          session.setState({ notice: `${crash} It has been started again.` });
        onReady(event.model);
        break;
      case 'stopped':
        session.setState({ notice: null });
        onEngineFailed(event.message);
    }
  }

  function onViewChange(state: ViewState, before: ViewState) {
    const names = changedNames(before.view, state.view);
    if (names.some(name => VIEW_KEYS[name].consequence === 'load')) {
      load();
      return;
    }
    const { engine, result } = session.getState();
    const isLink = state.arrival === 'link' && state.view !== before.view;
    // Puts back what the link names in vain, which changes the view again.
    if (isLink && engine.phase === 'ready') rejectLost(views, engine.model.sites);
    const { view, linked } = views.getState();
    const isNewLink = linked !== null && linked !== before.linked;
    if (!sameComputation(before.view, view) || (isLink && typing !== undefined)) {
      stop();
      if (state.arrival !== 'replace' || isBlank()) {
        explain();
      } else {
        wait();
        typing = setTimeout(explain, TYPING_DELAY);
      }
    } else if (keyOf(requestOf(before.view)) !== keyOf(requestOf(view))) {
      explain();
    } else if (isNewLink && result.status !== 'running') {
      // The same view with another fingerprint: nothing to compute, but something to compare.
      explain();
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
      progress: null,
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
    const known = finals.get(request);
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
    let ahead = aheadOf(request.text);
    let begun = now();
    const heed = (event: ExplanationEvent) => {
      if (event.stage === 'tokens') dropLostSelection(event.tokens);
      // Final words of the same request are better than rough ones: its neurons were cancelled, and are asked for again.
      if (event.stage === 'rough' && shownWords === wordsKeyOf(request)) return;
      if (event.stage === 'rough') shownWords = null;
      if (event.stage === 'prediction' || event.stage === 'words') begun = now();
      ahead = aheadAfter(ahead, event);
      const shown = session.getState().result.attribution;
      show(shownAfter(event, ahead, shown, finals.untouched(request), now() - begun));
      if (event.stage === 'words') compareWords(request, event.explanation);
    };
    ask(request, request, heed, explained => finish(request, explained));
  }

  /** Explains the same without interventions; what is shown is done, so nothing is told before the end. */
  function runUntouched(request: ExplanationRequest) {
    const untouched = untouchedOf(request);
    ask(untouched, request, ignore, explained => {
      finals.set(untouched, explained);
      show({ untouched: explained });
    });
  }

  /** @param shown the request that the page shows, which is settled where the one asked for comes to no good end */
  function ask(
    asked: ExplanationRequest,
    shown: ExplanationRequest,
    heed: (event: ExplanationEvent) => void,
    end: (explained: Explained) => void,
  ) {
    const controller = new AbortController();
    running = controller;
    const isCurrent = () => running === controller;
    client
      .explain(asked, event => isCurrent() && heed(event), controller.signal)
      .then(
        explained => {
          if (!isCurrent()) return;
          running = null;
          if (explained) end(explained);
          else settle(shown, { status: 'cancelled' });
        },
        (error: unknown) => {
          if (!isCurrent()) return;
          running = null;
          settle(shown, { status: 'failed', error: messageOf(error) });
        },
      );
  }

  function settle(request: ExplanationRequest, patch: Partial<Result>) {
    settled = keyOf(request);
    show(patch);
  }

  function finish(request: ExplanationRequest, explained: Explained) {
    const { explanation } = explained;
    finals.set(request, explained);
    const untouched = finals.untouched(request);
    dropLostSelection(explanation.tokens);
    settle(request, finalResult(explained, untouched));
    compareWords(request, explanation);
    if (isTouched(request) && !untouched) runUntouched(request);
  }

  /** Final words are on screen: what a link says of them is compared, and the next link will say it of them. */
  function compareWords(request: ExplanationRequest, explanation: Explanation) {
    const { linked, setFingerprint } = views.getState();
    const { mismatch } = session.getState().result;
    shownWords = wordsKeyOf(request);
    if (linked) compared = shownWords;
    show({
      mismatch: linked ? compareFingerprint(linked, explanation) : shownWords === compared ? mismatch : null,
    });
    setFingerprint(fingerprintOf(explanation));
  }

  function dropLostSelection(tokens: readonly Token[]) {
    const { view, reject } = views.getState();
    if (view.selected === null || view.selected < tokens.length) return;
    reject('selected', `a number from 0 to ${tokens.length - 1}, one of the text’s tokens,`);
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

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function ignore() {}
