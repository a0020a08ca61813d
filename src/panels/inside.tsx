/** The sections that look inside the model; loaded after the first paint. */

import { lazy, Suspense } from 'react';
import { loadPart } from '../state/parts';
import { CarriersPanel } from './carriers';
import { ChangeNeuronsPanel } from './change-neurons';
import { ExperimentsPanel } from './experiments';
import { LayersPanel } from './layers';
import { NeuronPanel } from './neuron';
import { NeuronsPanel } from './neurons';

const GlossaryLayer = lazy(() =>
  loadPart('explanations of terms', async () => ({
    default: (await import('./glossary-layer')).GlossaryLayer,
  })),
);

export function InsidePanels() {
  return (
    <>
      <LayersPanel />
      <NeuronsPanel />
      <NeuronPanel />
      <ChangeNeuronsPanel />
      <CarriersPanel />
      <ExperimentsPanel />
      <Suspense>
        <GlossaryLayer />
      </Suspense>
    </>
  );
}
