/** A neuron's address, `L3.ffn.812`: one dimension of one site. */

import { isSite, type Site, type SiteInfo } from '../transformer/sites';

export interface Neuron {
  readonly site: Site;
  /** Dimension of the site, from 0. */
  readonly index: number;
}

/** The address that `parseNeuron` reads back. */
export function formatNeuron({ site, index }: Neuron): string {
  return `${site}.${index}`;
}

/**
 * Reads `L3.ffn.812` or `emb.7`.
 * @param sites the model's sites
 * @throws Error that names the address, the form expected, or what the model has
 */
export function parseNeuron(text: string, sites: readonly SiteInfo[]): Neuron {
  const match = /^(.+)\.(\d{1,9})$/.exec(text.trim());
  const [, site = '', digits = ''] = match ?? [];
  if (!match || !isSite(site)) {
    throw new Error(`Neuron "${text}": expected an address such as L3.ffn.812 or emb.7.`);
  }
  const info = sites.find(known => known.site === site);
  if (!info) {
    throw new Error(`Neuron "${text}": the model has no site ${site}; it has ${siteRange(sites)}.`);
  }
  const index = Number(digits);
  if (index >= info.width) {
    throw new Error(`Neuron "${text}": ${site} has ${info.width} neurons, expected a number below that.`);
  }
  return { site, index };
}

/** The neuron of an address; null where the text is none, or the model has no such neuron. */
export function findNeuron(text: string, sites: readonly SiteInfo[]): Neuron | null {
  try {
    return parseNeuron(text, sites);
  } catch {
    return null;
  }
}

function siteRange(sites: readonly SiteInfo[]): string {
  const names = sites.map(({ site }) => site);
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} … ${names.at(-1)}` : names.join(', ');
}
