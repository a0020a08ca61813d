/** The sections that look inside the model; loaded after the first paint. */

import { CarriersPanel } from './carriers';
import { ExperimentsPanel } from './experiments';
import { LayersPanel } from './layers';
import { NeuronPanel } from './neuron';
import { NeuronsPanel } from './neurons';

export function InsidePanels() {
  return (
    <>
      <LayersPanel />
      <NeuronsPanel />
      <NeuronPanel />
      <CarriersPanel />
      <ExperimentsPanel />
    </>
  );
}
