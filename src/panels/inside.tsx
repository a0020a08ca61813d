/** The sections that look inside the model; loaded after the first paint. */

import { lazy, Suspense } from 'react';
import { CarriersPanel } from './carriers';
import { ChangeNeuronsPanel } from './change-neurons';
import { ExperimentsPanel } from './experiments';
import { LayersPanel } from './layers';
import { NeuronPanel } from './neuron';
import { NeuronsPanel } from './neurons';

const GlossaryLayer = lazy(async () => ({ default: (await import('./glossary-layer')).GlossaryLayer }));

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
