/** The text that is explained: typed, pasted, or one of the examples. */

import { counted } from '../engine/counted';
import './text.css';
import { EXAMPLES } from '../state/examples';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { LongTextField } from './long-text-field';
import { truncationSentence } from './truncation';
import { unknownSentence } from './unknown-words';

export function TextPanel() {
  const text = useViewStore(state => state.view.text);
  const set = useViewStore(state => state.set);
  return (
    <section className="panel" aria-labelledby="text-heading">
      <h2 id="text-heading" className="visually-hidden">
        Text
      </h2>
      <LongTextField
        id="text"
        className="text-field"
        aria-label="Text to explain"
        aria-describedby="text-notes"
        dir="auto"
        rows={2}
        spellCheck={false}
        placeholder="Type or paste a sentence."
        value={text}
        onText={written => set({ text: written }, 'replace')}
      />
      <div className="text-notes">
        <div className="examples">
          <span className="dim">Try:</span>
          {EXAMPLES.map(example => (
            <button
              key={example.name}
              type="button"
              className="link-button"
              onClick={() => set({ text: example.text }, 'push')}
            >
              {example.name}
            </button>
          ))}
        </div>
        <TextNotes />
      </div>
    </section>
  );
}

function TextNotes() {
  const reading = useSession(state => state.result.reading);
  const limit = useSession(({ engine }) => (engine.phase === 'ready' ? engine.model.maxTokens : null));
  if (!reading)
    return (
      <div id="text-notes" className="token-count">
        {'\u00A0'}
      </div>
    );
  const { text, tokens, truncated } = reading;
  const unknown = unknownSentence(text, tokens);
  return (
    <div id="text-notes" className="token-count">
      <span>
        {counted(tokens.length, 'token')}
        {limit === null ? '' : ` of at most ${limit}`}
      </span>
      {truncated && <p className="truncation">{truncationSentence(text, tokens)}</p>}
      {unknown && <p className="truncation">{unknown}</p>}
    </div>
  );
}
