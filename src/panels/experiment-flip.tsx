/** The smallest set that flips the decision: its members, whether each is needed, and what can be done with it. */

import { type MouseEvent, useState } from 'react';
import { formatNeuronSet, parseNeuronSet } from '../engine/interventions/neuron-set';
import { flipCsv } from '../figures/flip-csv';
import { withAppended } from '../state/edit-interventions';
import { MAX_FLIP_LIMIT } from '../state/view';
import { useViewStore } from '../state/view-store';
import { FlipTable } from './experiment-flip-table';
import { ExperimentFrame, focusTab } from './experiment-frame';
import { NumberField } from './number-field';
import { flipSentence } from './sentences-experiments-flip';
import { ShowAll } from './show-all';
import { SitesChoice } from './sites-choice';
import { useExperiment } from './use-experiment';

/** Members listed before "show all". */
const FIRST_MEMBERS = 24;

export function FlipExperiment() {
  const shown = useExperiment('flip');
  const [record] = shown.records;
  const neurons = record?.neurons ?? [];
  return (
    <ExperimentFrame
      kind="flip"
      what="flip set"
      about="A search for as few neurons as possible that, switched off together, make the model predict another class."
      settings={
        <>
          <NumberField label="At most" name="flipLimit" min={1} max={MAX_FLIP_LIMIT} />
          <SitesChoice />
        </>
      }
      shown={shown}
      missing={null}
      sentence={record ? flipSentence(record, shown.status) : ''}
      draws={[]}
      csv={{ contents: 'members', write: () => (record ? flipCsv(record) : '') }}
      caption=""
      finePrint="Switched off: set to 0 at every token. The search is greedy: it adds the neuron that lowers the lead of the predicted class most, then takes out all that can be spared. No member of what it finds can be spared, but a smaller set of other neurons may exist."
    >
      {neurons.length > 0 && (
        <>
          <Actions neurons={neurons} isStale={shown.isStale} />
          <Members key={neurons.join()} neurons={neurons} />
          {record && record.spared.length > 0 && <FlipTable record={record} />}
        </>
      )}
    </ExperimentFrame>
  );
}

function Actions({ neurons, isStale }: { neurons: readonly string[]; isStale: boolean }) {
  const set = useViewStore(state => state.set);
  const interventions = useViewStore(state => state.view.interventions);
  const applied = useViewStore(state => state.view.applied);
  const members = formatNeuronSet(neurons.flatMap(parseNeuronSet));
  const changes = members.replace(/(?=;|$)/g, '=0');
  const inForce = new Set(interventions.split('; '));
  const isApplied = applied === 'on' && changes.split('; ').every(change => inForce.has(change));
  // The set is examined from now on, so that it is not in force where the search for it is shown.
  const apply = () =>
    set({ interventions: withAppended(interventions, changes), examined: members, applied: 'on' }, 'push');
  function examine(event: MouseEvent<HTMLButtonElement>) {
    focusTab(event.currentTarget, 'sweep');
    set({ experiment: 'sweep', examined: members, dose: 'factor' }, 'push');
  }
  return (
    <div className="experiment-actions">
      <button type="button" className="button" disabled={isStale || isApplied} onClick={apply}>
        {isApplied ? 'Applied' : 'Apply these changes'}
      </button>
      <button type="button" className="button" onClick={examine}>
        Examine dose–response
      </button>
    </div>
  );
}

function Members({ neurons }: { neurons: readonly string[] }) {
  const selected = useViewStore(state => state.view.neuron);
  const set = useViewStore(state => state.set);
  const [showsAll, setShowsAll] = useState(false);
  const listed = showsAll ? neurons : neurons.slice(0, FIRST_MEMBERS);
  return (
    <ul className="experiment-members" aria-label="Members of the set">
      {listed.map(neuron => (
        <li key={neuron}>
          <button
            type="button"
            className="chip"
            aria-pressed={neuron === selected}
            title={`Look at ${neuron}`}
            onClick={() => set({ neuron: neuron === selected ? null : neuron }, 'push')}
          >
            <code translate="no">{neuron}</code>
          </button>
        </li>
      ))}
      {neurons.length > FIRST_MEMBERS && (
        <li>
          <ShowAll
            isOpen={showsAll}
            first={FIRST_MEMBERS}
            closed={`Show all ${neurons.length}`}
            onToggle={setShowsAll}
          />
        </li>
      )}
    </ul>
  );
}
