/** What loading the page again would lose; all else is in the address or in the browser's store. */

import { type Corpora, useCorpora } from './corpora';
import { addressFragment, longestText } from './permalink';
import { useViewStore, type ViewState } from './view-store';

/** Things that are on this page only, each as a part of a sentence. */
export function unsaved(
  { view, fingerprint }: Pick<ViewState, 'view' | 'fingerprint'>,
  corpora: UnsavedCorpora,
): string[] {
  const isTooLong = addressFragment(view, fingerprint) === null;
  return [
    ...(isTooLong ? [`the ${longestText(view).name}, which is too long for the address`] : []),
    ...unkept(corpora),
  ];
}

type UnsavedCorpora = Pick<Corpora, 'list' | 'isKept' | 'progress' | 'hasChoice' | 'given'>;

/** Corpora that are gone with the page, the one that is being indexed where nothing of it is kept, and what is chosen. */
function unkept({ list, isKept, progress, hasChoice, given }: UnsavedCorpora): string[] {
  const finished = (list ?? []).filter(corpus => !corpus.isKept);
  return [
    ...finished.map(({ name }) => `the corpus ${name}, which this browser does not keep`),
    ...(progress && !isKept ? [`what is indexed of ${progress.name}`] : []),
    ...(hasChoice || given.length > 0 ? ['what is chosen to be indexed'] : []),
  ];
}

/**
 * Loads the page again at its present state, also at what was typed within the last moment. Resolves with false, and
 * leaves the page as it is, where its host does not answer.
 */
export async function reloadPage({ history, location }: Window = window): Promise<boolean> {
  if (!(await hostAnswers())) return false;
  const { view, fingerprint } = useViewStore.getState();
  const fragment = addressFragment(view, fingerprint);
  try {
    if (fragment !== null) history.replaceState(history.state, '', `#${fragment}`);
  } catch {
    // A browser that refuses the write leaves the address as it was a moment ago.
  }
  location.reload();
  return true;
}

/** Whether there is a page to be loaded: from its host, or kept by the service worker. */
export async function hostAnswers(): Promise<boolean> {
  try {
    return (await fetch('./', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** Asks before the page is left while corpora, or what is to become one, would be lost. */
export function connectLeaving(window: Window): void {
  window.addEventListener('beforeunload', event => {
    if (unkept(useCorpora.getState()).length > 0) event.preventDefault();
  });
}
