/** The second text of a patch, with pairs to start from and a button that swaps the two texts. */

import { useShallow } from 'zustand/react/shallow';
import { useViewStore } from '../state/view-store';
import { AttentionRows } from './attention-rows';
import { LongTextField } from './long-text-field';
import { MINIMAL_PAIRS } from './minimal-pairs';

export function PatchTexts() {
  const { text, other } = useViewStore(useShallow(({ view: { text, other } }) => ({ text, other })));
  const set = useViewStore(state => state.set);
  return (
    <>
      <label className="experiment-field" htmlFor="second-text">
        <span>Carry over from</span>
        <LongTextField
          id="second-text"
          className="text-field experiment-text"
          aria-label="Second text"
          dir="auto"
          rows={1}
          spellCheck={false}
          placeholder="Another text, such as one that differs in a word."
          value={other}
          onText={written => set({ other: written }, 'replace')}
        />
      </label>
      <div className="examples">
        <span className="dim">Pairs:</span>
        {MINIMAL_PAIRS.map(pair => (
          <button
            key={pair.name}
            type="button"
            className="link-button"
            onClick={() => set({ text: pair.text, other: pair.other }, 'push')}
          >
            {pair.name}
          </button>
        ))}
        <button
          type="button"
          className="button"
          disabled={other.trim() === '' || text.trim() === ''}
          onClick={() => set({ text: other, other: text }, 'push')}
        >
          Swap the texts
        </button>
      </div>
      <AttentionRows />
    </>
  );
}
