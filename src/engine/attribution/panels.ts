/** Panels of the path: how many nodes each has, what each contributes, and which are not complete in themselves. */

import type { PanelResult } from '../quadrature/adaptive';
import { measureOf, TOLERANCE } from './completeness';
import type { PathIntegral } from './path';
import type { SiteIntegrals } from './site-recorder';

/** Error of a full cut that the rule `adaptive` allows, as a share of `measureOf`; a cut is harder than the words. */
export const CUT_TOLERANCE = 0.01;

export interface PanelPlan {
  /** Gauss–Legendre nodes a panel. */
  readonly nodes: number;
  /** Panels to start with. */
  readonly initial: number;
  /** The most panels computed, discarded ones included. */
  readonly limit: number;
}

/** The most evaluations of an adaptive run, those of discarded panels included. */
const EVALUATION_LIMIT = 512;
const WORD_NODES = 16;
/**
 * Single neurons need more nodes than words: errors that cancel between neurons show in no sum. Measured on SST-2,
 * two panels of 24 nodes leave the worst neuron 1 % off (median over sentences).
 */
const NEURON_NODES = { most: 24, least: 8, start: 48 };
/** Points · tokens of a panel whose activations and gradients are held at once: 14,000 neurons take 120 MB. */
const NEURON_ROWS = 1024;

/** Tokens beyond which a panel of the neurons' fewest nodes takes more than its rows. */
const LONG = NEURON_ROWS / NEURON_NODES.least;
/**
 * A long text's panels are half as wide, and have fewer nodes: points · tokens of one that are held at once take 240 MB
 * of activations and gradients.
 */
const LONG_PANELS = { rows: 2 * NEURON_ROWS, least: 4 };

/** Whether a text is so long that its neurons take a sweep of their own, after the words. */
export const isLong = (tokens: number) => tokens > LONG;

/** The plan of the neurons' own sweep over a long text. */
export function longPanelPlan(tokens: number): PanelPlan {
  const { rows, least } = LONG_PANELS;
  const nodes = Math.min(NEURON_NODES.least, Math.max(least, Math.floor(rows / tokens)));
  return {
    nodes,
    initial: Math.ceil(NEURON_NODES.start / nodes),
    limit: Math.floor(EVALUATION_LIMIT / nodes),
  };
}

/** Evaluations that a plan takes as far as is known after so many: two panels are added where one is not complete. */
export function expectedEvaluations({ nodes, initial }: PanelPlan, done: number): number {
  const started = nodes * initial;
  const pair = 2 * nodes;
  return done <= started ? started : started + pair * Math.ceil((done - started) / pair);
}

/** The plan for a text of so many tokens, for words alone or with the neurons of sites. */
export function panelPlan(tokens: number, withNeurons: boolean): PanelPlan {
  const { most, least, start } = NEURON_NODES;
  const nodes = withNeurons ? Math.min(most, Math.max(least, Math.floor(NEURON_ROWS / tokens))) : WORD_NODES;
  const initial = withNeurons ? Math.ceil(start / nodes) : 2;
  return { nodes, initial, limit: Math.floor(EVALUATION_LIMIT / nodes) };
}

/** One panel's share of every token's attribution, of what the neurons did, and of ΔF. */
export interface PanelShare {
  readonly tokens: Float64Array;
  readonly sites: SiteIntegrals;
  /** Σ conductance of each full cut recorded. */
  readonly cuts: readonly number[];
  /** F at the panel's end less F at its start: what the tokens, and each full cut, should add up to. */
  readonly change: number;
}

/** A panel's share from its integrals. */
export function shareOf(
  { tokens, sites: integrals }: PathIntegral,
  change: number,
  sites: readonly string[],
  fullCuts: ReadonlySet<string>,
): PanelShare {
  const cuts = sites.flatMap((site, i) => {
    const conductance = integrals.conductance?.[i];
    return conductance && fullCuts.has(site) ? [sum(conductance)] : [];
  });
  return { tokens, sites: integrals, cuts, change };
}

/** Panels whose own error is too large; the worst one where only their sum is, since errors of one sign add up. */
export function incompletePanels(
  panels: readonly PanelResult<PanelShare>[],
  change: number,
): ReadonlySet<PanelResult<PanelShare>> {
  const measure = measureOf(change, sumTokens(panels));
  const failing = panels.filter(panel => excess(panel.result, measure) > 1 / Math.sqrt(panels.length));
  if (failing.length > 0 || excess(whole(panels), measure) <= 1) return new Set(failing);
  const worstFirst = panels.toSorted((a, b) => excess(b.result, measure) - excess(a.result, measure));
  return new Set(worstFirst.slice(0, 1));
}

/** Token attributions of all panels together. */
export function sumTokens(panels: readonly PanelResult<PanelShare>[]): Float64Array {
  return sumColumns(panels.map(({ result }) => result.tokens));
}

/** The largest error of tokens and cuts, each as a multiple of what is allowed. */
function excess({ tokens, cuts, change }: Omit<PanelShare, 'sites'>, measure: number): number {
  const errorOf = (total: number, tolerance: number) => Math.abs(total - change) / (tolerance * measure);
  const errors = [errorOf(sum(tokens), TOLERANCE), ...cuts.map(cut => errorOf(cut, CUT_TOLERANCE))];
  // A measure of 0 means that nothing moved: then no error is 0/0.
  return Math.max(...errors.map(error => (Number.isNaN(error) ? 0 : error)));
}

function whole(panels: readonly PanelResult<PanelShare>[]): Omit<PanelShare, 'sites'> {
  return {
    tokens: sumTokens(panels),
    cuts: Array.from(sumColumns(panels.map(({ result }) => Float64Array.from(result.cuts)))),
    change: panels.reduce((total, { result }) => total + result.change, 0),
  };
}

function sumColumns(rows: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) addTo(total, row);
  return total;
}

/** Adds values to a running sum of as many, in place. */
export function addTo(total: Float64Array, values: Float64Array | Float32Array): void {
  values.forEach((value, i) => {
    total[i] = (total[i] ?? 0) + value;
  });
}

function sum(values: Float64Array | Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
