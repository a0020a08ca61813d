/** Puts back the choice of a site or a neuron that the model does not have, and says so. */

import { findNeuron } from '../engine/neurons/neuron';
import type { SiteInfo } from '../engine/transformer/sites';
import type { ViewStore } from './view-store';

/** @param sites those of the model */
export function rejectLostNeurons(views: Pick<ViewStore, 'getState'>, sites: readonly SiteInfo[]): void {
  const { view, reject } = views.getState();
  const { site, neuron, pinned } = view;
  if (site !== null && !sites.some(known => known.site === site)) {
    reject('site', `one of the model’s sites, ${sites.at(0)?.site} to ${sites.at(-1)?.site},`);
  }
  if (neuron !== null && !findNeuron(neuron, sites)) reject('neuron', 'a neuron that the model has');
  if (pinned !== null && !findNeuron(pinned, sites)) reject('pinned', 'a neuron that the model has');
}
