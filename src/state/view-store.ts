/** The view of the page, with what its link said. */

import { create } from 'zustand';
import { withoutPlacesInText } from './edit-interventions';
import type { Fingerprint } from './fingerprint';
import { decodeFragment } from './permalink';
import { sameComputation } from './request';
import { type MutableView, quote, type View, type ViewName } from './view';
import { changedNames, DEFAULT_VIEW, isValid, VIEW_KEYS, VIEW_NAMES } from './view-keys';

/**
 * How the view came to be what it is. `push` is a deliberate choice and gets a history entry of its own; `replace` is
 * one of many small changes, as in typing; `link` was read from the address.
 */
export type Arrival = 'push' | 'replace' | 'link';

export interface ViewState {
  readonly view: View;
  /** Sentences about values that could not be used, newest last. */
  readonly notices: readonly string[];
  /** The fingerprint of the link that was opened, until the first result was compared with it. */
  readonly linked: Fingerprint | null;
  /** The fingerprint of the present view's result; null until that is known. */
  readonly fingerprint: Fingerprint | null;
  /** How the last change of `view` came about. */
  readonly arrival: Arrival;
  /**
   * Changes choices. A new text drops the selected token, and the interventions that mean places in the earlier text,
   * unless the patch names them. A value that the view may not hold is not taken. Notices tell of both.
   */
  readonly set: (patch: Partial<View>, how: 'push' | 'replace') => void;
  /** Takes the view out of a fragment; `foreign` when this page did not write it, so its fingerprint is compared. */
  readonly open: (fragment: string, foreign: boolean) => void;
  /** Puts one choice back to its default because it does not fit the model or the text, and says so. */
  readonly reject: (name: ViewName, expected: string) => void;
  /** Records the fingerprint of the present view's result; the link's own has then been compared. */
  readonly setFingerprint: (fingerprint: Fingerprint | null) => void;
  readonly addNotice: (notice: string) => void;
  /** Removes the notice at this index of `notices`. */
  readonly dismissNotice: (index: number) => void;
}

/** A new view store at the default view; the page has one, `useViewStore`, each test its own. */
export function createViewStore() {
  return create<ViewState>()((set, get) => ({
    view: DEFAULT_VIEW,
    notices: [],
    linked: null,
    fingerprint: null,
    arrival: 'link',

    set: (patch, how) => {
      const { view, notices } = get();
      const { next, said } = patched(view, patch);
      if (said.length > 0) set({ notices: withNotices(notices, said) });
      if (changedNames(view, next).length > 0) set(arriveAt(get(), next, how));
    },

    open: (fragment, foreign) => {
      const before = get();
      const { view, fingerprint, notices } = decodeFragment(fragment);
      const known = sameComputation(before.view, view) ? before.fingerprint : null;
      set({
        // The same object when nothing changed, so that nobody computes again.
        view: changedNames(before.view, view).length > 0 ? view : before.view,
        notices,
        linked: foreign ? fingerprint : null,
        fingerprint: foreign ? known : (fingerprint ?? known),
        arrival: 'link',
      });
    },

    reject: (name, expected) => {
      const state = get();
      const { key } = VIEW_KEYS[name];
      const notice = `“${key}” was ${quote(String(state.view[name]))}, but ${expected} was expected; the default is used.`;
      const next = { ...state.view, [name]: VIEW_KEYS[name].default };
      const isNew = changedNames(state.view, next).length > 0;
      // At once: who hears of the notice must not find the value still there.
      set({
        notices: withNotices(state.notices, [notice]),
        ...(isNew && arriveAt(state, next, 'replace')),
      });
    },

    setFingerprint: fingerprint => set({ fingerprint, linked: null }),
    addNotice: notice => set(state => ({ notices: withNotices(state.notices, [notice]) })),
    dismissNotice: index => set(state => ({ notices: state.notices.filter((_, at) => at !== index) })),
  }));
}

export type ViewStore = ReturnType<typeof createViewStore>;

/** The page's view. */
export const useViewStore = createViewStore();

/** The view with the valid part of a patch applied, and a sentence for each value that is not, or that was dropped. */
function patched(view: View, patch: Partial<View>): { next: View; said: string[] } {
  const next: MutableView = { ...view };
  const said: string[] = [];
  const apply = <Name extends ViewName>(name: Name) => {
    const value = patch[name];
    if (value === undefined) return;
    if (isValid(name, value)) next[name] = value;
    else said.push(refusal(name, value));
  };
  for (const name of VIEW_NAMES) apply(name);
  if (next.text === view.text) return { next, said };
  // A token's index means nothing in another text.
  if (patch.selected === undefined) next.selected = null;
  if (patch.interventions === undefined) {
    const { kept, dropped } = withoutPlacesInText(view.interventions);
    next.interventions = kept;
    if (dropped !== '') said.push(`Dropped with the text whose tokens it meant: ${dropped}.`);
  }
  return { next, said };
}

/** What changes with the view: a result that has to be computed again has no fingerprint yet. */
function arriveAt(state: ViewState, view: View, arrival: Arrival): Partial<ViewState> {
  return sameComputation(state.view, view)
    ? { view, arrival }
    : { view, arrival, fingerprint: null, linked: null };
}

function refusal(name: ViewName, value: unknown): string {
  const { key, expected } = VIEW_KEYS[name];
  return `“${key}” cannot be ${quote(String(value))}, ${expected} was expected; the earlier value stays.`;
}

/** Each sentence once, however often its cause is repeated. */
function withNotices(notices: readonly string[], added: readonly string[]): string[] {
  return [...notices.filter(notice => !added.includes(notice)), ...added];
}
