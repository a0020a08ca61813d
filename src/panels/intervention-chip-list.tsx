/** The changes to neurons as chips: each leads to its neuron, and can be taken away. */

import { type MouseEvent, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { withoutItem } from '../state/edit-interventions';
import { useViewStore } from '../state/view-store';
import { type InterventionChip, interventionChips, MOST_CHIPS } from './intervention-chips';
import { ShowAll } from './show-all';

interface Props {
  /** The last chip is about to go, with the focus that it had. */
  readonly onGone: () => void;
}

export function InterventionChips({ onGone }: Props) {
  const { interventions, applied, neuron } = useViewStore(
    useShallow(({ view: { interventions, applied, neuron } }) => ({ interventions, applied, neuron })),
  );
  const set = useViewStore(state => state.set);
  const [showsAll, setShowsAll] = useState(false);
  const chips = interventionChips(interventions);
  const shown = showsAll ? chips : chips.slice(0, MOST_CHIPS);
  const more = chips.length - MOST_CHIPS;

  function remove(chip: InterventionChip, event: MouseEvent<HTMLButtonElement>) {
    const item = event.currentTarget.closest('li');
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    const next = neighbour?.querySelector<HTMLButtonElement>('button:last-of-type');
    if (next) next.focus();
    else onGone();
    set({ interventions: withoutItem(interventions, chip.at) }, 'push');
  }

  return (
    <ul
      className={applied === 'on' ? 'intervention-chips' : 'intervention-chips out-of-force'}
      aria-label="Changes"
    >
      {shown.map(chip => (
        <li key={chip.id} className="intervention-chip">
          {chip.neuron === null ? (
            <code translate="no" title={chip.full}>
              {chip.text}
            </code>
          ) : (
            <button
              type="button"
              className="chip-name"
              title={`Look at ${chip.neuron}`}
              aria-pressed={chip.neuron === neuron}
              onClick={() => set({ neuron: chip.neuron }, 'push')}
            >
              <code translate="no">{chip.text}</code>
            </button>
          )}
          <button
            type="button"
            className="chip-remove"
            aria-label={`Remove ${chip.full}`}
            onClick={event => remove(chip, event)}
          >
            ×
          </button>
        </li>
      ))}
      {more > 0 && (
        <li>
          <ShowAll isOpen={showsAll} first={MOST_CHIPS} closed={`and ${more} more`} onToggle={setShowsAll} />
        </li>
      )}
    </ul>
  );
}
