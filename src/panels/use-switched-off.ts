/** Which neurons are switched off or changed otherwise, and the switch that puts one off or back as it is. */

import { useCallback, useMemo } from 'react';
import { parseInterventions } from '../engine/interventions/intervention';
import { changeAt, withChange } from '../state/edit-interventions';
import type { View } from '../state/view';
import { useViewStore } from '../state/view-store';
import { changeOf, modeOf, placeOf } from './neuron-changes';

export function useSwitchedOff() {
  const interventions = useViewStore(state => state.view.interventions);
  const applied = useViewStore(state => state.view.applied);
  const { off, changed } = useMemo(
    () => changedNeurons({ interventions, applied }),
    [interventions, applied],
  );
  const toggle = useCallback((address: string) => {
    const { view, set } = useViewStore.getState();
    const patch = toggled(view, address);
    if (patch) set(patch, 'push');
  }, []);
  return { off, changed, toggle };
}

type Changes = Pick<View, 'interventions' | 'applied'>;

/** Addresses of single neurons that are changed in the whole text: off, or otherwise; by its last change each. */
export function changedNeurons({ interventions, applied }: Changes): {
  readonly off: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
} {
  const modes = new Map(
    (applied === 'off' ? [] : parseInterventions(interventions))
      .filter(({ neurons, tokens }) => neurons?.length === 1 && !tokens)
      .map(({ site, neurons, change }) => [`${site}.${neurons?.[0]}`, modeOf(change)]),
  );
  const those = (isOff: boolean) =>
    new Set([...modes].flatMap(([address, mode]) => ((mode === 'off') === isOff ? [address] : [])));
  return { off: those(true), changed: those(false) };
}

/** The changes with one neuron off, or as it is where it was off; in force. Null where there is no such neuron. */
export function toggled({ interventions, applied }: Changes, address: string): Changes | null {
  const place = placeOf(address);
  if (!place) return null;
  const isOff = applied === 'on' && modeOf(changeAt(interventions, place)) === 'off';
  return {
    interventions: withChange(interventions, place, changeOf(isOff ? 'as-is' : 'off')),
    applied: 'on',
  };
}
