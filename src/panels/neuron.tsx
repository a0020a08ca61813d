/** The neuron page: the selected neuron, and beside it the pinned one; beside the evidence on wide screens. */

import './neuron.css';
import { useInsertionEffect } from 'react';
import { useSession } from '../state/session';
import { NeuronCard } from './neuron-card';

export function NeuronPanel() {
  const pages = useSession(state => state.neuronPages);
  const { neuron, pinned } = pages;
  const cards = [
    neuron && { place: 'neuron' as const, page: neuron },
    pinned && pinned.address !== neuron?.address && { place: 'pinned' as const, page: pinned },
  ].flatMap(card => (card ? [card] : []));
  useRoomFor(cards.length);
  if (cards.length === 0) return null;
  return (
    <aside className="neuron-page" aria-label="Neuron">
      {cards.map(({ place, page }) => (
        <NeuronCard key={place} place={place} page={page} beside={pages[`${place}-beside`]} />
      ))}
    </aside>
  );
}

/** Tells the styles how many neurons to make room for, before figures measure theirs. */
function useRoomFor(neurons: number) {
  useInsertionEffect(() => {
    if (neurons === 0) return;
    const { dataset } = document.documentElement;
    dataset.neurons = String(neurons);
    return () => {
      delete dataset.neurons;
    };
  }, [neurons]);
}
