/** The user's own corpora: adding one, how far it is, and those that are here. */

import './corpora.css';
import { Dialog } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useCorpora } from '../state/corpora';
import { CorporaAdd } from './corpora-add';
import { CorporaList } from './corpora-list';
import { progressSentence, progressShare } from './sentences-corpora';
import { useCorpusForm } from './use-corpus-form';

export function CorporaDialog() {
  const { isOpen, show, isKept, progress, warnings, outcome, cancel, list, given, takeGiven } = useCorpora();
  // Here, so that what was chosen outlives a closed dialog.
  const form = useCorpusForm();
  const { take, waiting } = form;
  // Without a list there is nothing yet that could import.
  const isConnected = list !== null;
  useEffect(() => {
    if (isConnected && given.length > 0) void take(takeGiven());
  }, [isConnected, given, take, takeGiven]);
  const hasChoice = waiting.length > 0 || (form.pasted !== '' && progress === null);
  useEffect(() => useCorpora.setState({ hasChoice }), [hasChoice]);
  // Several places open it: the focus goes back to the one that did.
  const opener = useRef<Element | null>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={show}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className="dialog"
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={event => {
            event.preventDefault();
            // Its button may be gone with the window that it was in.
            const isHere = opener.current?.isConnected && opener.current !== document.body;
            const back = isHere ? opener.current : document.getElementById('text');
            if (back instanceof HTMLElement) back.focus();
          }}
        >
          <div className="dialog-head">
            <Dialog.Title>Corpora</Dialog.Title>
            <Dialog.Close className="tool" aria-label="Close">
              ×
            </Dialog.Close>
          </div>
          <Dialog.Description className="dim">
            Index text of your own, and see what makes each neuron fire there. The text never leaves this
            machine.
          </Dialog.Description>
          {!isKept && (
            <p className="failed">
              This browser keeps nothing for the page (private mode or settings): a corpus is here until the
              page closes; export it to keep it.
            </p>
          )}
          <div role="status">
            {warnings.map(sentence => (
              <p key={sentence} className="failed">
                {sentence}
              </p>
            ))}
            {outcome && (
              <p className={outcome.kind === 'failed' ? 'failed' : 'corpora-done'}>{outcome.sentence}</p>
            )}
          </div>
          {progress ? (
            <section className="corpora-section" aria-label="Indexing">
              <h3>{progress.name}</h3>
              <progress
                aria-label={`Indexing ${progress.name}`}
                value={progressShare(progress) ?? undefined}
              />
              <p data-testid="corpus-progress">{progressSentence(progress)}</p>
              <button type="button" className="button" disabled={progress.isEnding} onClick={cancel}>
                Cancel
              </button>
              <p className="dim">
                It goes on while this window is closed. Explaining is slower meanwhile: both share the
                machine.
              </p>
              <div role="status">
                {waiting.map(({ id, file }) => (
                  <p key={id}>{file.name} is chosen, and can be indexed when this has ended.</p>
                ))}
              </div>
            </section>
          ) : (
            <CorporaAdd form={form} />
          )}
          <CorporaList />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
