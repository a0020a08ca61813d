/** A text box that stays quick with a text of any length: it holds the beginning of a long one, and stands for all. */

import './long-text-field.css';
import {
  type ClipboardEvent,
  type TextareaHTMLAttributes,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { edited, isAll, type LongText, longText, longTextSentence, MOST_SHOWN, replaced } from './long-text';
import { useGrowingField } from './use-growing-field';

interface Props extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'> {
  readonly value: string;
  /** Hears of the whole text after every edit. */
  readonly onText: (text: string) => void;
}

/**
 * To select everything in it means the whole text, also what is out of sight: it is copied, cut and replaced together.
 * A long text that is pasted does not pass through the box.
 */
export function LongTextField({ value, onText, ...attributes }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const [known, setKnown] = useState(() => longText(value));
  /** The text whose whole the next edit replaces, or the last one did: undo in the box brings back only what it held. */
  const replacing = useRef<LongText | null>(null);
  const undoable = useRef<LongText | null>(null);
  /** Where the caret goes when the box is given another text than the browser put there. */
  const caret = useRef<number | null>(null);

  let text = known;
  if (known.whole !== value) {
    // It came from elsewhere, such as an example or the address.
    text = longText(value);
    setKnown(text);
  }

  function become(next: LongText, at: number | null) {
    caret.current = at;
    setKnown(next);
    onText(next.whole);
  }

  const onBeforeInput = useEffectEvent((event: InputEvent) => {
    const box = field.current;
    if (!box) return;
    const selection = [box.selectionStart, box.selectionEnd] as const;
    const inserted = (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').replace(/\r\n?/g, '\n');
    const isHistory = event.inputType.startsWith('history');
    replacing.current = isAll(text, selection) && !isHistory ? text : null;
    if (inserted.length <= MOST_SHOWN || !event.cancelable) return;
    event.preventDefault();
    const next = replaced(text, selection, inserted);
    become(next, Math.min(next.shown.length, selection[0] + inserted.length));
  });
  useEffect(() => {
    const box = field.current;
    const listen = (event: InputEvent) => onBeforeInput(event);
    box?.addEventListener('beforeinput', listen);
    return () => box?.removeEventListener('beforeinput', listen);
  }, []);

  function onChange(box: HTMLTextAreaElement) {
    const next = afterChange(box.value);
    become(next, next.shown === box.value ? null : box.selectionStart);
  }

  function afterChange(shown: string): LongText {
    const all = replacing.current;
    replacing.current = null;
    if (all) {
      undoable.current = all;
      return longText(shown);
    }
    return undoable.current?.shown === shown ? undoable.current : edited(text, shown);
  }

  useLayoutEffect(() => {
    const at = caret.current;
    caret.current = null;
    if (at !== null) field.current?.setSelectionRange(at, at);
  });

  /** Whether everything was selected, and so copied. */
  function copyAll(event: ClipboardEvent<HTMLTextAreaElement>): boolean {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (!isAll(text, [selectionStart, selectionEnd])) return false;
    event.clipboardData.setData('text/plain', text.whole);
    event.preventDefault();
    return true;
  }

  useGrowingField(field, text.shown);

  const note = longTextSentence(text);
  const described = [attributes['aria-describedby'], note && noteId].filter(Boolean).join(' ');
  return (
    <>
      <textarea
        translate="no"
        {...attributes}
        aria-describedby={described || undefined}
        ref={field}
        value={text.shown}
        onChange={event => onChange(event.target)}
        onCopy={copyAll}
        onCut={event => {
          if (copyAll(event)) become(longText(''), 0);
        }}
      />
      {note && (
        <span id={noteId} className="long-text-note">
          {note}
        </span>
      )}
    </>
  );
}
