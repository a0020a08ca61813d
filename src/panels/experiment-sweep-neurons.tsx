/** Which neurons a dose–response examines: the selected one, or a set that is written down. */

import { useId, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { formatNeuron, parseNeuron } from '../engine/neurons/neuron';
import { everyToken } from '../engine/neurons/neuron-values';
import { rankNeurons } from '../engine/neurons/ranking';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { sitesInScope } from './neuron-scope';
import { useFinishedInput } from './use-finished-input';
import { useNeurons } from './use-neurons';

export function NeuronsField() {
  const { examined, neuron } = useViewStore(
    useShallow(({ view: { examined, neuron } }) => ({ examined, neuron })),
  );
  const set = useViewStore(state => state.set);
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const field = useFinishedInput(examined ?? neuron ?? '', text => {
    const problem = problemOf(text);
    setError(problem);
    if (problem !== null) return text;
    const chosen = isNoSet(text) || text.trim() === neuron ? null : text.trim();
    set({ examined: chosen }, 'push');
    return chosen ?? useViewStore.getState().view.neuron ?? '';
  });
  return (
    <div className="examined">
      <label className="choice">
        <span>Neurons</span>
        <input
          ref={field}
          type="text"
          className="flat-select examined-input"
          placeholder="L3.ffn.{1,7}; L4.ffn.3"
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : id}
          defaultValue={examined ?? neuron ?? ''}
        />
      </label>
      {examined !== null && neuron !== null && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            setError(null);
            field.current?.focus();
            set({ examined: null }, 'push');
          }}
        >
          Use the selected neuron
        </button>
      )}
      <p id={id} className="failed examined-error" role="alert">
        {error}
      </p>
    </div>
  );
}

/** What is said while there is nothing to examine, with a neuron to start from. */
export function NoNeuron() {
  const set = useViewStore(state => state.set);
  const first = useFirstNeuron();
  return (
    <>
      Select a neuron in the list above, or write its address here
      {first === null ? (
        '.'
      ) : (
        <>
          ; or start from{' '}
          <button type="button" className="link-button" onClick={() => set({ neuron: first }, 'push')}>
            <code translate="no">{first}</code>
          </button>
          , one that carries much.
        </>
      )}
    </>
  );
}

/** The address of the feed-forward neuron with the largest value; null while none is known. */
function useFirstNeuron(): string | null {
  const neurons = useNeurons();
  return useMemo(() => {
    const [method] = neurons?.methods ?? [];
    if (!neurons || method === undefined) return null;
    const { table } = neurons;
    const sites = sitesInScope(table.sites, { site: null, kind: 'ffn', find: '' });
    const [first] = rankNeurons(table, { method, sites, tokens: everyToken(table), sign: 'both' });
    return first ? formatNeuron(first) : null;
  }, [neurons]);
}

/** Why a text is not a set of this model's neurons; null where it is, or says nothing. */
function problemOf(text: string): string | null {
  const sites = useSession.getState().result.neurons?.table.sites;
  try {
    const neurons = parseNeuronSet(text);
    if (sites) for (const neuron of neurons) parseNeuron(formatNeuron(neuron), sites);
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

const isNoSet = (text: string) => parseNeuronSet(text).length === 0;
