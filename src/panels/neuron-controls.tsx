/** The choices behind the list of neurons: what ranks them, which of them, and the address that is searched for. */

import { useShallow } from 'zustand/react/shallow';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { SIGNS, type Sign } from '../engine/neurons/ranking';
import { MAX_FIND } from '../state/view';
import { useViewStore } from '../state/view-store';
import { Choice } from './choice';
import { NEURON_METHOD_NAMES } from './names';
import { SitesChoice } from './sites-choice';
import type { Neurons } from './use-neurons';

interface Props {
  readonly neurons: Neurons;
  /** The chosen method, which may still be on its way. */
  readonly rank: NeuronMethod;
}

export function NeuronControls({ neurons, rank }: Props) {
  const { target, offered } = neurons;
  const { sign, find } = useViewStore(useShallow(({ view: { sign, find } }) => ({ sign, find })));
  const set = useViewStore(state => state.set);
  const signs = signNames(rank, target?.towards ?? 'the target', target?.against ?? null);
  return (
    <div className="controls neuron-controls">
      <Choice
        label="Rank by"
        value={rank}
        options={offered.map(value => ({ value, name: NEURON_METHOD_NAMES[value] }))}
        onChoose={chosen => set({ rank: chosen }, 'push')}
      />
      <SitesChoice />
      <Choice
        label="Sign"
        value={sign}
        options={SIGNS.map(value => ({ value, name: signs[value] }))}
        onChoose={chosen => set({ sign: chosen }, 'push')}
      />
      <label className="choice">
        <span>Find</span>
        <input
          type="search"
          className="flat-select find"
          placeholder="L3.ffn.812"
          maxLength={MAX_FIND}
          spellCheck={false}
          autoComplete="off"
          value={find}
          onChange={event => set({ find: event.target.value }, 'replace')}
        />
      </label>
    </div>
  );
}

function signNames(rank: NeuronMethod, towards: string, against: string | null): Record<Sign, string> {
  if (rank === 'activation') return { both: 'both', towards: 'above zero', away: 'below zero' };
  return {
    both: 'both',
    towards: `towards ${towards}`,
    away: against === null ? `away from ${towards}` : `towards ${against}`,
  };
}
