/** A set of neurons as text: `L3.ffn.{1,7-9}; L4.ffn.3`. */

import type { Neuron } from '../neurons/neuron';
import { isSite, type Site } from '../transformer/sites';
import { formatPlace } from './intervention';
import { LONGEST_HINT, LOOSE_PLACES, PLACES, readPlaces, tidyPlaces } from './places';

const FORM = new RegExp(String.raw`^(?<site>[^{}]+)\.(?<places>${PLACES})$`);
const LOOSE = new RegExp(String.raw`^(?<site>emb|L\d+\.[a-z]+)\.\s*(?<places>${LOOSE_PLACES})$`);

/**
 * Reads a set; whether a model has the neurons is not asked. Each once, in the order of the text.
 * @throws Error that names the text and the form expected
 */
export function parseNeuronSet(text: string): Neuron[] {
  const neurons = new Map<string, Neuron>();
  for (const item of text.split(';').map(each => each.trim())) {
    if (item === '') continue;
    const { site = '', places = '' } = FORM.exec(item)?.groups ?? {};
    if (!isSite(site)) throw new Error(`Neurons "${item}": expected ${expected(item)}.`);
    for (const index of placesIn(item, places)) neurons.set(`${site}.${index}`, { site, index });
  }
  return [...neurons.values()];
}

/** What was likely meant by a text that is no set, or how one is written. */
function expected(item: string): string {
  const short = item.length > LONGEST_HINT ? '' : item.replace(/[−–—‒]/g, '-');
  const { site = '', places = '' } = LOOSE.exec(short)?.groups ?? {};
  return isSite(site)
    ? `braces around several numbers, as in ${site}.${tidyPlaces(places)}`
    : 'such as L3.ffn.812 or L3.ffn.{1,7}';
}

function placesIn(item: string, places: string): number[] {
  try {
    return readPlaces(places);
  } catch (error) {
    throw new Error(`Neurons "${item}": ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** The text that `parseNeuronSet` reads back: one item a site, in the order in which sites are met. */
export function formatNeuronSet(neurons: readonly Neuron[]): string {
  return [...bySite(neurons)]
    .map(([site, indices]) => formatPlace({ site, neurons: indices, tokens: null }))
    .join('; ');
}

/** Indices of neurons by their site, ascending, each once. */
export function bySite(neurons: readonly Neuron[]): Map<Site, number[]> {
  const sites = new Map<Site, number[]>();
  for (const { site, index } of neurons) {
    const known = sites.get(site);
    if (known) known.push(index);
    else sites.set(site, [index]);
  }
  const ascending = (indices: readonly number[]) => [...new Set(indices)].sort((a, b) => a - b);
  return new Map([...sites].map(([site, indices]) => [site, ascending(indices)]));
}
