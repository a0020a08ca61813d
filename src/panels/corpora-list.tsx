/** The corpora that are on this machine, and what can be done with each. */

import { useState } from 'react';
import { saveFile } from '../figures/export';
import { EXPORT_ENDING, type ListedCorpus, useCorpora } from '../state/corpora';
import { useViewStore } from '../state/view-store';
import { corpusSentence } from './sentences-corpora';

export function CorporaList() {
  const list = useCorpora(state => state.list);
  const running = useCorpora(state => state.progress);
  if (list === null) return <p className="dim">Looking for corpora …</p>;
  // The one being indexed stands above, with its progress.
  const shown = list.filter(({ id, about }) => about !== null || running?.id !== id);
  return (
    <section className="corpora-section" aria-label="On this machine">
      <h3>On this machine</h3>
      {shown.length === 0 && <p className="dim">Only the Brown corpus, which is part of the page.</p>}
      <ul className="fact-list">
        {shown.map(corpus => (
          <li key={corpus.id} className="corpora-entry">
            <div>
              <strong>{corpus.name}</strong> <span className="dim">{corpusSentence(corpus)}</span>
            </div>
            <Actions corpus={corpus} isBusy={running !== null} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ corpus, isBusy }: { corpus: ListedCorpus; isBusy: boolean }) {
  const { id, name, about } = corpus;
  const { resume, remove, packOf, tell, show } = useCorpora();
  const set = useViewStore(state => state.set);
  const chosen = useViewStore(state => state.view.corpus);
  const [isSure, setSure] = useState(false);

  async function save() {
    try {
      const pack = await packOf(id);
      if (!pack) throw new Error(`${name} is no longer on this machine.`);
      saveFile(`${fileName(name)}${EXPORT_ENDING}`, pack, 'application/octet-stream');
    } catch (error) {
      tell({ kind: 'failed', sentence: error instanceof Error ? error.message : String(error) });
    }
  }

  const named = <span className="visually-hidden"> {name}</span>;
  if (isSure) {
    return (
      <div className="corpora-actions">
        <span>Delete it for good?</span>
        <button type="button" className="button" onClick={() => void remove(id)}>
          Delete{named}
        </button>
        <button type="button" className="button" onClick={() => setSure(false)}>
          Keep{named}
        </button>
      </div>
    );
  }
  return (
    <div className="corpora-actions">
      {about === null ? (
        <button type="button" className="button" disabled={isBusy} onClick={() => resume(id)}>
          Resume{named}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button"
            aria-pressed={chosen === id}
            onClick={() => {
              set({ corpus: id }, 'push');
              show(false);
            }}
          >
            Use{named}
          </button>
          <button type="button" className="button" onClick={() => void save()}>
            Export{named}
          </button>
        </>
      )}
      <button
        type="button"
        className="button"
        disabled={about === null && isBusy}
        onClick={() => setSure(true)}
      >
        Delete{named} …
      </button>
    </div>
  );
}

/** A corpus's name as a file's. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'corpus';
}
