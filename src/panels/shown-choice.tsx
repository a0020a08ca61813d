/** What words and layers draw while interventions are in force: the changed run, the untouched one, or the difference. */

import { useShallow } from 'zustand/react/shallow';
import { useSession } from '../state/session';
import { SHOWN, type Shown } from '../state/view';
import { useViewStore } from '../state/view-store';
import { Segments } from './segments';

const SHOWN_NAMES: Readonly<Record<Shown, string>> = {
  changed: 'Changed',
  untouched: 'Untouched',
  difference: 'Difference',
};

export function ShownChoice() {
  const { interventions, applied, shown } = useViewStore(
    useShallow(({ view: { interventions, applied, shown } }) => ({ interventions, applied, shown })),
  );
  const set = useViewStore(state => state.set);
  const isKnown = useSession(state => state.result.untouched !== null);
  const hasEnded = useSession(({ result }) => result.status === 'failed' || result.status === 'cancelled');
  if (interventions === '' || applied === 'off') return null;
  const reason = hasEnded
    ? 'The run without the changes was not computed.'
    : 'The run without the changes is still being computed.';
  return (
    <Segments
      label="Show"
      value={shown}
      options={SHOWN.map(value => ({ value, name: SHOWN_NAMES[value] }))}
      onChoose={chosen => set({ shown: chosen }, 'push')}
      reason={isKnown ? null : reason}
    />
  );
}
