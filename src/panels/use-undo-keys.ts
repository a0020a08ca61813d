/** Ctrl or Cmd + Z takes back the last change to neurons, with Shift (or Ctrl + Y) makes it again; not in text fields. */

import { useEffect } from 'react';
import { useInterventionHistory } from '../state/intervention-history';

export function useUndoKeys() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const step = undoStep(event);
      if (step === null || event.defaultPrevented || isTextField(event.target)) return;
      const history = useInterventionHistory.getState();
      if (step === 'undo' ? !history.canUndo : !history.canRedo) return;
      event.preventDefault();
      history[step]();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** What a key asks for; null for any other. */
export function undoStep({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): 'undo' | 'redo' | null {
  if ((!ctrlKey && !metaKey) || altKey) return null;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}

/** Input types whose text the browser itself can take back. */
const TEXT_FIELD =
  'textarea, [contenteditable=""], [contenteditable="true"], input:not([type="radio"], [type="checkbox"], [type="button"], [type="range"], [type="file"])';

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_FIELD) !== null;
}
