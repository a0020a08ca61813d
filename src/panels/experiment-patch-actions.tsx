/** What the selected cell of a patch says, and the button that makes its change one of the page's own. */

import { useShallow } from 'zustand/react/shallow';
import { formatPlace } from '../engine/interventions/intervention';
import { isSite } from '../engine/transformer/sites';
import type { PatchPlace } from '../figures/patch-grid';
import { changeAt, withChange } from '../state/edit-interventions';
import { useViewStore } from '../state/view-store';
import { patchCellSentence } from './sentences-experiments-patch';
import type { RecordOf } from './use-experiment';

interface Props {
  readonly record: RecordOf<'patch'>;
  readonly place: PatchPlace | null;
  readonly isStale: boolean;
}

export function PatchActions({ record, place, isStale }: Props) {
  const { interventions, applied } = useViewStore(
    useShallow(({ view: { interventions, applied } }) => ({ interventions, applied })),
  );
  const set = useViewStore(state => state.set);
  const sentence = place && patchCellSentence(record, place.site, place.token);
  if (!place || !isSite(place.site) || sentence === null)
    return <p className="experiment-actions dim">Select a cell to see what it moves, and to apply it.</p>;
  const at = { site: place.site, neurons: null, tokens: place.token === null ? null : [place.token] };
  const isApplied = applied === 'on' && changeAt(interventions, at)?.kind === 'patch';
  return (
    <div className="experiment-actions">
      <span>{sentence}</span>
      <button
        type="button"
        className="button"
        disabled={isStale || isApplied}
        onClick={() =>
          set({ interventions: withChange(interventions, at, { kind: 'patch' }), applied: 'on' }, 'push')
        }
      >
        {isApplied ? 'Applied' : 'Apply'} <code translate="no">{formatPlace(at)}=patch</code>
      </button>
    </div>
  );
}
