/** The settings that experiments share: numbers, and what ranks the neurons. */

import { useViewStore } from '../state/view-store';
import { Choice } from './choice';
import { NEURON_METHOD_NAMES } from './names';
import { useFinishedInput } from './use-finished-input';
import { useNeurons } from './use-neurons';

interface NumberFieldProps {
  readonly label: string;
  readonly name: 'controls' | 'seed' | 'flipLimit';
  readonly min: number;
  readonly max: number;
}

export function NumberField({ label, name, min, max }: NumberFieldProps) {
  const value = useViewStore(state => state.view[name]);
  const field = useFinishedInput(String(value), text => {
    const { set } = useViewStore.getState();
    // An empty field names no number; the store refuses one that is out of range, and says so.
    if (text !== '') set({ [name]: Number(text) }, 'push');
    return String(useViewStore.getState().view[name]);
  });
  return (
    <label className="choice">
      <span>{label}</span>
      <input
        ref={field}
        type="number"
        className="flat-select"
        min={min}
        max={max}
        step={1}
        defaultValue={value}
      />
    </label>
  );
}

/** The ranking that the list of neurons has too. */
export function RankChoice({ label }: { label: string }) {
  const rank = useViewStore(state => state.view.rank);
  const set = useViewStore(state => state.set);
  const offered = useNeurons()?.offered ?? [rank];
  return (
    <Choice
      label={label}
      value={rank}
      options={[...new Set([...offered, rank])].map(value => ({ value, name: NEURON_METHOD_NAMES[value] }))}
      onChoose={chosen => set({ rank: chosen }, 'push')}
    />
  );
}
