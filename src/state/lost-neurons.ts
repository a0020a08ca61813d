/** Puts back choices of sites and neurons that the model does not have, and says so. */

import {
  checkInterventions,
  formatIntervention,
  parseInterventions,
} from '../engine/interventions/intervention';
import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { findNeuron, formatNeuron } from '../engine/neurons/neuron';
import type { SiteInfo } from '../engine/transformer/sites';
import type { ViewStore } from './view-store';

/** @param sites those of the model */
export function rejectLost(views: Pick<ViewStore, 'getState'>, sites: readonly SiteInfo[]): void {
  const { view, reject } = views.getState();
  const { site, neuron, pinned, examined } = view;
  if (site !== null && !sites.some(known => known.site === site)) {
    reject('site', `one of the model’s sites, ${sites.at(0)?.site} to ${sites.at(-1)?.site},`);
  }
  if (neuron !== null && !findNeuron(neuron, sites)) reject('neuron', 'a neuron that the model has');
  if (pinned !== null && !findNeuron(pinned, sites)) reject('pinned', 'a neuron that the model has');
  const isLost =
    examined !== null && parseNeuronSet(examined).some(each => !findNeuron(formatNeuron(each), sites));
  if (isLost) reject('examined', 'a set of neurons that the model has');
  const misfit = firstMisfit(view.interventions, sites);
  if (misfit) reject('interventions', `a list of changes to what the model has, unlike ${misfit},`);
}

/** The first intervention of a list that no text makes fit the model; null where all may. */
function firstMisfit(list: string, sites: readonly SiteInfo[]): string | null {
  const misfit = parseInterventions(list).find(each => {
    try {
      checkInterventions([each], sites, null);
      return false;
    } catch {
      return true;
    }
  });
  return misfit ? formatIntervention(misfit) : null;
}
