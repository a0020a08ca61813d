/** The setting that experiments share with the list of neurons: what ranks them. */

import { useViewStore } from '../state/view-store';
import { Choice } from './choice';
import { NEURON_METHOD_NAMES } from './names';
import { useNeurons } from './use-neurons';

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
