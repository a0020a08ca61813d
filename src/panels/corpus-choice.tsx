/** Which corpus the neuron is shown over, and whether Brown stands beside one's own. */

import { useShallow } from 'zustand/react/shallow';
import { useCorpora } from '../state/corpora';
import { BROWN } from '../state/view';
import { useViewStore } from '../state/view-store';
import { Choice } from './choice';

const ADD = 'add';

export function CorpusChoice() {
  const { corpus, beside } = useViewStore(useShallow(({ view: { corpus, beside } }) => ({ corpus, beside })));
  const set = useViewStore(state => state.set);
  const list = useCorpora(state => state.list) ?? [];
  const show = useCorpora(state => state.show);
  const own = list.flatMap(({ id, name, about }) => (about ? [{ value: id, name }] : []));
  // While the browser's store is being read, the link's corpus has no name yet.
  const unnamed = corpus !== BROWN && !own.some(({ value }) => value === corpus);
  return (
    <div className="corpus-choice">
      <Choice
        label="Corpus"
        value={corpus}
        options={[
          { value: BROWN, name: 'Brown corpus' },
          ...own,
          ...(unnamed ? [{ value: corpus, name: corpus }] : []),
          { value: ADD, name: 'Add your own …' },
        ]}
        onChoose={chosen => (chosen === ADD ? show(true) : set({ corpus: chosen }, 'push'))}
      />
      {corpus !== BROWN && (
        <label className="check">
          <input
            type="checkbox"
            checked={beside === BROWN}
            onChange={event => set({ beside: event.target.checked ? BROWN : 'nothing' }, 'push')}
          />
          Beside Brown
        </label>
      )}
    </div>
  );
}
