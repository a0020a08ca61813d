/** Says, once it lasts, that a section still shows what belongs to an earlier text or to earlier settings. */

import { useViewStore } from '../state/view-store';

/** @param text the one that the section shows */
export function Outdated({ isStale, text }: { readonly isStale: boolean; readonly text: string }) {
  const isOtherText = useViewStore(state => state.view.text !== text);
  if (!isStale) return null;
  return (
    <span className="outdated-note">{isOtherText ? 'of the text before' : 'before the last change'}</span>
  );
}
