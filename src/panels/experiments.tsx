/** "What if?": experiments on the text, one at a time, each of which changes neurons in many ways. */

import './experiments.css';
import { Tabs } from 'radix-ui';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { EXPERIMENTS, type ExperimentName } from '../state/view';
import { useViewStore } from '../state/view-store';
import { AblationExperiment } from './experiment-ablation';
import { CheckExperiment } from './experiment-check';
import { FlipExperiment } from './experiment-flip';
import { PatchExperiment } from './experiment-patch';
import { SweepExperiment } from './experiment-sweep';
import { SearchScope } from './search-scope';
import { listed } from './sentences-experiments';
import { Explained } from './term';

type OpenName = Exclude<ExperimentName, 'none'>;

interface Offer {
  readonly name: string;
  readonly question: string;
  readonly panel: ReactNode;
}

const OFFERS: Readonly<Record<OpenName, Offer>> = {
  sweep: {
    name: 'Dose–response',
    question: 'What happens as a neuron is turned off, down and up?',
    panel: <SweepExperiment />,
  },
  ablation: {
    name: 'How many neurons hold it?',
    question: 'How fast does the decision fall as the first neurons of a ranking are switched off?',
    panel: <AblationExperiment />,
  },
  flip: {
    name: 'Smallest set that flips it',
    question: 'Which few neurons, switched off together, turn the decision around?',
    panel: <FlipExperiment />,
  },
  check: {
    name: 'Is attribution right?',
    question: 'Does switching single neurons take away what the ranking says they carry?',
    panel: <CheckExperiment />,
  },
  patch: {
    name: 'Carry over',
    question: 'Where in the model does the difference between two texts stand?',
    panel: <PatchExperiment />,
  },
};

/** Those that rank neurons, and so search a selected site only. */
const NARROWED = ['ablation', 'flip', 'check'] as const;
const NAMES = EXPERIMENTS.filter(name => name !== 'none');

export function ExperimentsPanel() {
  const experiment = useViewStore(state => state.view.experiment);
  const site = useViewStore(state => state.view.site);
  const set = useViewStore(state => state.set);
  const open = (name: ExperimentName) => set({ experiment: name }, 'push');
  return (
    <section className="panel" aria-labelledby="experiments-heading">
      <h2 id="experiments-heading" className="heading">
        What if?
      </h2>
      <p className="dim experiment-intro">
        <Explained>
          Experiments change neurons and watch the decision: what they find is cause, not attribution.
        </Explained>
      </p>
      <SearchScope
        site={site}
        is={`${listed(NARROWED.map(name => `“${OFFERS[name].name}”`))} search its neurons only`}
      />
      <Tabs.Root
        value={experiment === 'none' ? '' : experiment}
        onValueChange={value => {
          const chosen = NAMES.find(name => name === value);
          if (chosen) open(chosen);
        }}
        // An arrow key that only passes by starts nothing.
        activationMode="manual"
      >
        <Tabs.List className="experiment-tabs" aria-label="Experiments">
          {NAMES.map(name => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="pill"
              {...(name === experiment && closing(() => open('none')))}
            >
              {OFFERS[name].name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {NAMES.map(name => (
          <Tabs.Content key={name} value={name} className="experiment" tabIndex={-1}>
            {OFFERS[name].panel}
          </Tabs.Content>
        ))}
      </Tabs.Root>
      {experiment === 'none' && (
        <dl className="experiment-offers">
          {NAMES.map(name => (
            <div key={name}>
              <dt>{OFFERS[name].name}</dt>
              <dd>{OFFERS[name].question}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Handlers of the tab that is open: choosing it again closes it, which tabs by themselves do not know. */
function closing(close: () => void) {
  return {
    onMouseDown: (event: MouseEvent<HTMLButtonElement>) => {
      if (event.button !== 0 || event.ctrlKey) return;
      event.preventDefault();
      event.currentTarget.focus();
      close();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      close();
    },
  };
}
