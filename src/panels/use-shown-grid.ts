/** The layer grid that is drawn: of the run that was asked for, or under interventions of either run, or what changed. */

import { useMemo } from 'react';
import { type LayerRow, layerGrid } from '../engine/neurons/layer-grid';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { useSession } from '../state/session';
import type { Shown } from '../state/view';
import { useViewStore } from '../state/view-store';
import { constantScore } from './constant-score';
import { differenceOf } from './pieces';
import { chooseRows, isComparable } from './run-difference';
import type { Neurons } from './use-neurons';

export interface ShownGrid {
  /** As they are drawn, in the order in which the forward pass meets the sites. */
  readonly layers: readonly LayerRow[];
  /** With interventions, where there are any. */
  readonly changed: readonly LayerRow[];
  /** Without them; null where there are none, or until it is known. */
  readonly untouched: readonly LayerRow[] | null;
  /** What of two runs is drawn; null where no interventions are in force. */
  readonly shown: Shown | null;
  /** ΔF of the run that is drawn, of a difference the difference; null where rows add up to nothing. */
  readonly change: number | null;
  /** F of the run that is drawn, where nothing moves it; null where something does, or of a difference. */
  readonly constant: number | null;
}

/** The row of a site in both runs; null unless there are two. */
export function runsAt(
  { changed, untouched }: Pick<ShownGrid, 'changed' | 'untouched'>,
  site: string,
): { readonly changed: LayerRow; readonly untouched: LayerRow } | null {
  const [after, before] = [changed, untouched ?? []].map(rows => rows.find(row => row.site === site));
  return after && before ? { changed: after, untouched: before } : null;
}

/** The grid of these neurons as the view wants it. */
export function useShownGrid(
  { table, explanation, change, constant }: Neurons,
  method: NeuronMethod,
): ShownGrid {
  const wanted = useViewStore(state => state.view.shown);
  const plain = useSession(state => state.result.untouched);
  const addsUp = method === 'conductance';
  const changed = useMemo(
    () => layerGrid(table, method, addsUp ? change : null),
    [table, method, addsUp, change],
  );
  const isChanged = explanation.interventions.length > 0;
  const other =
    isChanged && plain?.neurons?.methods[method] && isComparable(explanation, plain.explanation)
      ? plain
      : null;
  const before = other?.explanation.attribution ? differenceOf(other.explanation.attribution) : null;
  const constantBefore = other?.explanation.attribution ? constantScore(other.explanation.attribution) : null;
  const untouched = useMemo(
    () => (other?.neurons ? layerGrid(other.neurons, method, addsUp ? before : null) : null),
    [other, method, addsUp, before],
  );
  return useMemo(() => {
    const shown = untouched ? wanted : 'changed';
    const difference = change === null || before === null ? null : change - before;
    return {
      layers: untouched ? chooseRows(changed, untouched, shown) : changed,
      changed,
      untouched,
      shown: isChanged ? shown : null,
      change: addsUp ? { changed: change, untouched: before, difference }[shown] : null,
      constant: addsUp ? { changed: constant, untouched: constantBefore, difference: null }[shown] : null,
    };
  }, [changed, untouched, wanted, isChanged, addsUp, change, before, constant, constantBefore]);
}
