/** Undo and redo of changes to neurons, apart from the browser's history of all choices. */

import { create } from 'zustand';
import { withoutPlacesInText } from './edit-interventions';
import type { View } from './view';
import { useViewStore, type ViewStore } from './view-store';

export interface InterventionHistory {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes the last change of the interventions back. Does nothing until `connectInterventionHistory` has run. */
  readonly undo: () => void;
  /** Makes again what was last undone. Does nothing until `connectInterventionHistory` has run. */
  readonly redo: () => void;
}

/** The most changes that can be taken back. */
export const MAX_UNDO = 100;

/** A new history; the page has one, `useInterventionHistory`, each test its own. */
export function createInterventionHistory() {
  return create<InterventionHistory>()(() => ({
    canUndo: false,
    canRedo: false,
    undo: () => {},
    redo: () => {},
  }));
}

export type InterventionHistoryStore = ReturnType<typeof createInterventionHistory>;

/** The page's history of interventions. */
export const useInterventionHistory = createInterventionHistory();

/** What undo brings back. */
type Step = Pick<View, 'interventions' | 'applied'>;

/**
 * Follows the interventions of the view. Small changes in a row, as in dragging, are taken back at once. What came in
 * by the address cannot be taken back to; what means tokens of a text is forgotten with the text.
 * @returns a function that ends this.
 */
export function connectInterventionHistory(
  views: ViewStore = useViewStore,
  history: InterventionHistoryStore = useInterventionHistory,
): () => void {
  let past: Step[] = [];
  let future: Step[] = [];
  let seen = views.getState().view;
  /** Whether the last change was one of many small ones, which the next small one joins. */
  let isSmall = false;

  function tell() {
    history.setState({ canUndo: past.length > 0, canRedo: future.length > 0 });
  }

  function record(before: Step, arrival: 'push' | 'replace') {
    if (arrival === 'push' || !isSmall) past = [...past, before].slice(-MAX_UNDO);
    isSmall = arrival === 'replace';
    future = [];
  }

  /** Steps that mean something in another text. Those that thereby change nothing any more are left out. */
  function carryOver(steps: readonly Step[], present: Step): Step[] {
    const carried = steps.map(step => ({
      ...step,
      interventions: withoutPlacesInText(step.interventions).kept,
    }));
    return carried.filter((step, at) => !isSame(step, carried[at + 1] ?? present));
  }

  function go(from: Step[], to: Step[]): void {
    const step = from.pop();
    if (!step) return;
    to.push(stepOf(seen));
    isSmall = false;
    // Seen beforehand, so that it is not taken for a change of the user's.
    seen = { ...seen, ...step };
    views.getState().set(step, 'push');
    tell();
  }

  const unsubscribe = views.subscribe((state, before) => {
    // Other followers may change the view in turn before we hear of the first change, so we compare for ourselves.
    const last = seen;
    seen = views.getState().view;
    const isOpened = state.arrival === 'link' && state.view !== before.view;
    if (isOpened && (state.view.text !== before.view.text || !isSame(state.view, before.view))) {
      [past, future, isSmall] = [[], [], false];
    } else if (seen.text !== last.text) {
      past = carryOver(past, seen);
      future = carryOver(future, seen);
    } else if (!isSame(seen, last)) {
      if (state.arrival !== 'link') record(stepOf(last), state.arrival);
    } else if (state.arrival === 'push') {
      isSmall = false;
    }
    tell();
  });
  history.setState({ undo: () => go(past, future), redo: () => go(future, past) });
  tell();
  return unsubscribe;
}

const stepOf = ({ interventions, applied }: Step): Step => ({ interventions, applied });
const isSame = (a: Step, b: Step) => a.interventions === b.interventions && a.applied === b.applied;
