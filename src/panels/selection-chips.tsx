/** What is selected in the layer grid, each part with a button that gives it up. */

import './selection-chips.css';
import { useViewStore } from '../state/view-store';
import { quoted } from './sentences';
import type { Neurons } from './use-neurons';

export function SelectionChips({ neurons: { piece, site } }: { neurons: Neurons }) {
  const set = useViewStore(state => state.set);
  const word = piece && (piece.special ? piece.text : quoted(piece.text));
  if (word === null && site === null) return null;
  return (
    <span className="chips">
      <span className="dim">for</span>
      {word !== null && (
        <button
          type="button"
          className="chip"
          aria-label={`For ${word}: give up`}
          onClick={() => set({ selected: null }, 'push')}
        >
          <bdi translate="no">{word}</bdi> <span aria-hidden="true">×</span>
        </button>
      )}
      {site !== null && (
        <button
          type="button"
          className="chip"
          aria-label={`For ${site}: give up`}
          onClick={() => set({ site: null }, 'push')}
        >
          <code translate="no">{site}</code> <span aria-hidden="true">×</span>
        </button>
      )}
    </span>
  );
}
