/** Finding neurons by their address. */

import { formatNeuron, type Neuron } from './neuron';

/**
 * Whether an address, or a part of it after a dot, begins with the query: `L3`, `L3.ffn.81`, `ffn.8` and `812` all find
 * L3.ffn.812. Case does not matter.
 */
export function matchesQuery(neuron: Neuron, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === '' || `.${formatNeuron(neuron)}`.toLowerCase().includes(`.${wanted}`);
}
