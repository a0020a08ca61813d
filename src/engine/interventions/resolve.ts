/** Interventions as numbers for one text, and those numbers as the forward pass takes them. */

import type { NeuronEntry } from '../corpus/neuron-entry';
import { histogramQuantiles, QUANTILES } from '../corpus/statistics';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import type { Changes, SiteChange } from '../transformer/changes';
import type { Site, SiteInfo } from '../transformer/sites';
import {
  type CorpusValue,
  checkInterventions,
  formatIntervention,
  formatPlace,
  type Intervention,
  LARGEST,
} from './intervention';

/** h' = factor · h + offset at some neurons and tokens of a site. */
export interface NeuronChange {
  readonly site: Site;
  /** Null for all of the site. */
  readonly neurons: readonly number[] | null;
  /** Null for all of the text. */
  readonly tokens: readonly number[] | null;
  readonly factor: number;
  readonly offset: number | ((token: number, neuron: number) => number);
  /** Whether the offset differs between tokens. */
  readonly byToken: boolean;
}

/** Neurons held at a number at every token. */
export function held(site: Site, neurons: readonly number[], value: number): NeuronChange {
  return { site, neurons, tokens: null, factor: 0, offset: value, byToken: false };
}

/** Neurons multiplied by a factor at every token. */
export function scaled(site: Site, neurons: readonly number[], factor: number): NeuronChange {
  return { site, neurons, tokens: null, factor, offset: 0, byToken: false };
}

/**
 * A site's values put in place of its own, each token's from a row of a matrix `[tokens, width]`.
 * @param rowOf the row of a token; its own by default
 */
export function takenFrom(
  place: Pick<NeuronChange, 'site' | 'neurons' | 'tokens'>,
  matrix: Float32Array,
  width: number,
  rowOf: (token: number) => number = token => token,
): NeuronChange {
  const offset = (token: number, neuron: number) => matrix[rowOf(token) * width + neuron] ?? 0;
  return { ...place, factor: 0, offset, byToken: true };
}

/** What interventions refer to beyond numbers; each is asked for only where an intervention needs it. */
export interface ChangeSources {
  readonly sites: readonly SiteInfo[];
  /** Of the text. */
  readonly tokens: number;
  /** What the index says of a neuron; throws where there is none. */
  readonly corpus: (neuron: Neuron) => Promise<NeuronEntry>;
  /** A site's activations at the baseline, `[tokens, width]` row by row. */
  readonly baseline: (site: Site) => Promise<Float32Array>;
  /** Null without another text. */
  readonly other: {
    /** For each token its place in the other text; null where none corresponds. */
    readonly aligned: readonly (number | null)[];
    /** A site's activations there, row by row. */
    readonly activations: (site: Site) => Promise<Float32Array>;
  } | null;
}

/**
 * The numbers of interventions, in their order.
 * @throws Error that names the intervention where model, text, index or other text lack what it refers to
 */
export async function resolveInterventions(
  interventions: readonly Intervention[],
  sources: ChangeSources,
): Promise<NeuronChange[]> {
  checkInterventions(interventions, sources.sites, sources.tokens);
  const changes: NeuronChange[] = [];
  for (const intervention of interventions) {
    try {
      changes.push(await resolve(intervention, sources));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Intervention "${formatIntervention(intervention)}": ${reason}`, { cause: error });
    }
  }
  return changes;
}

async function resolve(intervention: Intervention, sources: ChangeSources): Promise<NeuronChange> {
  const { site, neurons, tokens, change } = intervention;
  const place = { site, neurons, tokens };
  switch (change.kind) {
    case 'scale':
      return { ...place, factor: change.by, offset: 0, byToken: false };
    case 'add':
      return { ...place, factor: 1, offset: change.by, byToken: false };
    case 'patch':
      return patched(intervention, sources);
    case 'set':
      if (typeof change.to === 'number') return { ...place, factor: 0, offset: change.to, byToken: false };
      if (change.to === 'baseline') {
        return takenFrom(place, await sources.baseline(site), widthOf(site, sources));
      }
      return {
        ...place,
        factor: 0,
        offset: await corpusOffset(intervention, change.to, sources),
        byToken: false,
      };
  }
}

async function corpusOffset(
  { site, neurons }: Intervention,
  value: CorpusValue,
  sources: ChangeSources,
): Promise<(token: number, neuron: number) => number> {
  const all = neurons ?? Array.from({ length: widthOf(site, sources) }, (_, index) => index);
  const values = new Map<number, number>();
  for (const index of all) values.set(index, corpusValue(await sources.corpus({ site, index }), value));
  return (_, neuron) => values.get(neuron) ?? 0;
}

/** A number of a neuron over the corpus of its index; percentiles beyond the stored ones come from the histogram. */
export function corpusValue({ statistics, quantiles, histogram }: NeuronEntry, value: CorpusValue): number {
  switch (value) {
    case 'mean':
      return statistics.mean;
    case 'min':
      return statistics.minimum;
    case 'max':
      return statistics.maximum;
    default: {
      const percent = value === 'median' ? 50 : Number(value.slice(1));
      const share = percent / 100;
      // In hundredths binary fractions are off: 99.9 / 100 is not 0.999.
      const stored = quantiles[QUANTILES.findIndex(each => Math.abs(each - share) < 1e-9)];
      const { minimum, maximum } = statistics;
      const ends = { from: histogram.from, to: histogram.to, minimum, maximum };
      return stored ?? histogramQuantiles(histogram.counts, ends, [share])[0] ?? statistics.mean;
    }
  }
}

async function patched(
  { site, neurons, tokens }: Intervention,
  sources: ChangeSources,
): Promise<NeuronChange> {
  const { other } = sources;
  if (!other) throw new Error('expected another text to take activations from.');
  const lost = tokens?.find(token => (other.aligned[token] ?? null) === null);
  if (lost !== undefined) throw new Error(`token ${lost} has no counterpart in the other text.`);
  const found = other.aligned.flatMap((at, token) => (at === null ? [] : [token]));
  const place = { site, neurons, tokens: tokens ?? found };
  const rowOf = (token: number) => other.aligned[token] ?? 0;
  return takenFrom(place, await other.activations(site), widthOf(site, sources), rowOf);
}

/**
 * Changes of a batch, one list a row, as the forward pass takes them; a single row serves a batch of any size. Changes
 * that meet act one after the other.
 * @param tokens of the text
 */
export function compileChanges(
  rows: readonly (readonly NeuronChange[])[],
  sites: readonly SiteInfo[],
  tokens: number,
): Changes {
  const found = new Map<Site, SiteChange>();
  for (const { site, width } of sites) {
    const own = rows.map(row => row.filter(change => change.site === site));
    if (own.every(row => row.length === 0)) continue;
    const differs = own.some(row => row.some(change => change.byToken || change.tokens !== null));
    found.set(site, siteChange(own, differs ? tokens : 1, width));
  }
  return found;
}

function siteChange(rows: readonly (readonly NeuronChange[])[], tokens: number, width: number): SiteChange {
  const factor = new Float32Array(rows.length * tokens * width).fill(1);
  const offset = new Float32Array(factor.length);
  rows.forEach((row, text) => {
    for (const change of row) {
      const places = change.tokens ?? Array.from({ length: tokens }, (_, token) => token);
      const neurons = change.neurons ?? Array.from({ length: width }, (_, neuron) => neuron);
      for (const token of places) {
        for (const neuron of neurons) {
          const at = (text * tokens + token) * width + neuron;
          const added = typeof change.offset === 'number' ? change.offset : change.offset(token, neuron);
          const by = (factor[at] ?? 1) * change.factor;
          const plus = (offset[at] ?? 0) * change.factor + added;
          // Written so that NaN does not pass.
          if (!(Math.abs(by) <= LARGEST && Math.abs(plus) <= LARGEST)) {
            throw new Error(
              `Changes at ${formatPlace(change)} are too large together; expected 1e12 at most.`,
            );
          }
          factor[at] = by;
          offset[at] = plus;
        }
      }
    }
  });
  return { size: rows.length, tokens, width, factor, offset };
}

function widthOf(site: Site, { sites }: ChangeSources): number {
  const width = sites.find(info => info.site === site)?.width;
  if (width === undefined) throw new Error(`the model has no site ${site}.`);
  return width;
}

/** What an index that is not there says of any neuron. */
export async function noCorpus(neuron: Neuron): Promise<never> {
  throw new Error(`there is no neuron index here that knows ${formatNeuron(neuron)}; expected a number.`);
}
