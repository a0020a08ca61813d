/** The window in which a text of dropped files is taken as the text to explain, or all of them as a corpus. */

import { Dialog } from 'radix-ui';
import { useId, useRef, useState } from 'react';
import { shortened } from '../figures/settings';
import { useCorpora } from '../state/corpora';
import { useViewStore } from '../state/view-store';
import type { OfferedText, ReadableFile, ReadFiles } from './dropped-texts';
import { leftOutSentences, readingSentence } from './sentences-corpora';
import { columnSentence, furtherFilesSentence, offerTitle } from './sentences-dropped';

/** Characters of a longer text that are shown: enough to know it by. */
const LONGEST_SHOWN = 240;

interface Props {
  readonly offer: ReadFiles;
  readonly onClose: () => void;
}

export function DroppedOffer({ offer: { readable, failures }, onClose }: Props) {
  const set = useViewStore(state => state.set);
  const give = useCorpora(state => state.give);
  const all = readable.flatMap(({ texts }) => texts);
  const [taken, setTaken] = useState<OfferedText | null>(null);
  // Another drop brings other texts.
  const chosen = taken && all.includes(taken) ? taken : (all[0] ?? null);
  const first = useRef<HTMLInputElement>(null);
  const opener = useRef<Element | null>(null);

  function explain() {
    if (!chosen) return;
    opener.current = document.getElementById('text');
    set({ text: chosen.text }, 'push');
    onClose();
  }
  function index() {
    opener.current = null;
    onClose();
    give(readable.map(({ file }) => file));
  }
  const further = furtherFilesSentence(readable);
  return (
    <Dialog.Root open onOpenChange={isOpen => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-overlay" />
        <Dialog.Content
          className="dialog"
          onOpenAutoFocus={event => {
            opener.current = document.activeElement;
            event.preventDefault();
            first.current?.focus();
          }}
          onCloseAutoFocus={event => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <div className="dialog-head">
            <Dialog.Title>{offerTitle(readable)}</Dialog.Title>
            <Dialog.Close className="tool" aria-label="Close">
              ×
            </Dialog.Close>
          </div>
          <Dialog.Description className="dim">
            Take one of the texts as the text to explain, or index all of them as a corpus.
          </Dialog.Description>
          <div role="status">
            {failures.map(sentence => (
              <p key={sentence} className="failed">
                {sentence}
              </p>
            ))}
          </div>
          <form
            onSubmit={event => {
              event.preventDefault();
              explain();
            }}
          >
            {readable
              .filter(({ texts }) => texts.length > 0)
              .map((file, at) => (
                <Texts
                  // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and none moves.
                  key={at}
                  file={file}
                  chosen={chosen}
                  first={at === 0 ? first : null}
                  onChoose={setTaken}
                />
              ))}
            {further !== '' && <p className="dim">{further}</p>}
            <div className="dropped-actions">
              <button type="submit" className="pill pill-primary">
                Explain this text
              </button>
              <button type="button" className="pill" onClick={index}>
                Open in Corpora
              </button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface TextsProps {
  readonly file: ReadableFile;
  readonly chosen: OfferedText | null;
  /** Of the file whose first text the focus goes to. */
  readonly first: React.RefObject<HTMLInputElement | null> | null;
  readonly onChoose: (text: OfferedText) => void;
}

function Texts({ file, chosen, first, onChoose }: TextsProps) {
  const id = useId();
  const { preview, texts } = file;
  return (
    <fieldset className="dropped-texts" aria-describedby={id}>
      <legend>Texts of {file.file.name}</legend>
      <div id={id} className="dim">
        <p>
          {readingSentence(preview)} {columnSentence(file)}
        </p>
        {leftOutSentences(preview).map(sentence => (
          <p key={sentence} className="failed">
            {sentence}
          </p>
        ))}
      </div>
      <div className="dropped-list">
        {texts.map((offered, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike, and none moves.
          <label key={at} className="dropped-text">
            <input
              ref={at === 0 ? first : null}
              type="radio"
              name="dropped-text"
              checked={offered === chosen}
              onChange={() => onChoose(offered)}
            />
            <span>
              {offered.lines > 1 && <em>All {offered.lines} lines as one text: </em>}
              <bdi translate="no">{shortened(offered.text, LONGEST_SHOWN)}</bdi>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
