/** Which neurons are switched off, and the switch that puts one off or back as it is. */

import { useCallback, useMemo } from 'react';
import { parseInterventions } from '../engine/interventions/intervention';
import { changeAt, withChange } from '../state/edit-interventions';
import type { View } from '../state/view';
import { useViewStore } from '../state/view-store';
import { changeOf, modeOf, placeOf } from './neuron-changes';

export function useSwitchedOff() {
  const interventions = useViewStore(state => state.view.interventions);
  const applied = useViewStore(state => state.view.applied);
  const off = useMemo(() => switchedOff({ interventions, applied }), [interventions, applied]);
  const toggle = useCallback((address: string) => {
    const { view, set } = useViewStore.getState();
    const patch = toggled(view, address);
    if (patch) set(patch, 'push');
  }, []);
  return { off, toggle };
}

type Changes = Pick<View, 'interventions' | 'applied'>;

/** Addresses of the neurons that are off in the whole text. */
export function switchedOff({ interventions, applied }: Changes): ReadonlySet<string> {
  if (applied === 'off') return new Set();
  return new Set(
    parseInterventions(interventions)
      .filter(({ neurons, tokens, change }) => neurons?.length === 1 && !tokens && modeOf(change) === 'off')
      .map(({ site, neurons }) => `${site}.${neurons?.[0]}`),
  );
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
