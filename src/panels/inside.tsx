/** The sections that look inside the model; loaded after the first paint. */

import { CarriersPanel } from './carriers';
import { ChangeNeuronsPanel } from './change-neurons';
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
      <ChangeNeuronsPanel />
      <CarriersPanel />
      <ExperimentsPanel />
    </>
  );
}
