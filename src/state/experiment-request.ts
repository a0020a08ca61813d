/** What the open experiment of a view asks the engine for. */

import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { formatNeuron } from '../engine/neurons/neuron';
import { NEURON_METHODS, type NeuronMethod, SWEPT_METHODS } from '../engine/neurons/neuron-table';
import type { Site, SiteInfo } from '../engine/transformer/sites';
import type { ExperimentRequest, ExplanationRequest } from '../worker/protocol';
import { withoutChangesOf, withoutPatches, withoutPlacesInText } from './edit-interventions';
import { requestOf } from './request';
import type { View } from './view';

/** An experiment, and the texts that it is made on, one after the other. */
export interface AskedExperiment {
  readonly request: ExperimentRequest;
  readonly texts: readonly string[];
  /** The line of `View.sentences` that each text stands in, from 1; null where the text is the view's own. */
  readonly lines: readonly number[] | null;
}

/** Doses by factor: steps of 0.1, so that 0 and 1, off and untouched, are among them. */
const FACTORS = { range: { from: -3, to: 3 }, points: 61 };
const VALUES = { range: null, points: 64 };
/** Doses at which random sets are tried. */
const CONTROL_POINTS = 16;
/** Numbers of neurons that are switched off. */
const COUNTS = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200];
/** Neurons whose attribution is checked, and as many random ones. */
const CHECKED = 100;

/**
 * The open experiment; null where none is, or where it waits for a choice.
 * @param sites those of the model
 */
export function experimentRequest(view: View, sites: readonly SiteInfo[]): AskedExperiment | null {
  const alone = (request: ExperimentRequest) => ({ request, texts: [view.text], lines: null });
  const { controls: count, seed, dose } = view;
  switch (view.experiment) {
    case 'none':
      return null;
    case 'sweep': {
      const neurons = examinedNeurons(view);
      if (neurons.length === 0) return null;
      const doses = dose === 'factor' ? FACTORS : VALUES;
      const controls = { count, points: CONTROL_POINTS, seed };
      return alone({ kind: 'sweep', neurons, dose, ...doses, controls });
    }
    case 'ablation':
      return {
        request: {
          kind: 'ablation',
          rankings: rankingsOf(view),
          sites: rankedSites(view, sites),
          counts: countsWithin(rankedSites(view, sites), sites),
          controls: { count, seed },
        },
        ...textsOf(view),
      };
    case 'flip':
      return alone({ kind: 'flip', sites: rankedSites(view, sites), limit: view.flipLimit });
    case 'check': {
      const ranking = availableRanking(view);
      return alone({ kind: 'check', ranking, sites: rankedSites(view, sites), count: CHECKED, seed });
    }
    case 'patch':
      if (view.other.trim() === '') return null;
      return alone({ kind: 'patch', from: view.other, sites: gridSites(view, sites) });
  }
}

/**
 * The explanations that an experiment on these texts belongs to, their interventions in force: all but those that mean
 * tokens of the view's text, in another one, those of the neurons that are examined, and, where activations are carried
 * over, what has been. So a result stays when it is applied.
 */
export function experimentSubjects(
  view: View,
  { texts, lines, request }: AskedExperiment,
): ExplanationRequest[] {
  const kept = lines ? withoutPlacesInText(view.interventions).kept : view.interventions;
  const interventions = withoutItsOwn(kept, request, view);
  return texts.map(text => ({ ...requestOf({ ...view, text, interventions }), neuronMethod: null }));
}

function withoutItsOwn(list: string, request: ExperimentRequest, { examined }: View): string {
  switch (request.kind) {
    case 'sweep':
      return withoutChangesOf(list, parseNeuronSet(request.neurons.join(';')));
    case 'flip':
      return examined === null ? list : withoutChangesOf(list, parseNeuronSet(examined));
    case 'patch':
      return withoutPatches(list);
    case 'ablation':
    case 'check':
      return list;
  }
}

function examinedNeurons({ examined, neuron }: View): string[] {
  if (examined !== null) return parseNeuronSet(examined).map(formatNeuron);
  return neuron === null ? [] : [neuron];
}

/** Every ranking that costs nothing beside the sweep, and a costlier one while it ranks the neurons. */
function rankingsOf(view: View): readonly NeuronMethod[] {
  if (view.method !== 'integrated-gradients') return ['gradient-x-activation', 'activation'];
  return view.rank === 'layer-integrated-gradients' ? NEURON_METHODS : SWEPT_METHODS;
}

/** What neurons are ranked by; a method that follows no path knows less of them. */
function availableRanking(view: View): NeuronMethod {
  return rankingsOf(view).includes(view.rank) ? view.rank : 'gradient-x-activation';
}

/** The sites whose neurons are ranked together; null for all feed-forward neurons. */
function rankedSites({ site, kind }: View, sites: readonly SiteInfo[]): Site[] | null {
  if (site !== null) return [site];
  if (kind === 'ffn') return null;
  const all = sites.map(info => info.site);
  return kind === 'all' ? all : all.filter(each => each === kind || each.endsWith(`.${kind}`));
}

/** The sites that the layer grid shows; null for all. */
function gridSites({ rows }: View, sites: readonly SiteInfo[]): Site[] | null {
  return rows === 'all' ? null : sites.map(info => info.site).filter(site => !site.endsWith('.attn'));
}

function countsWithin(ranked: readonly Site[] | null, sites: readonly SiteInfo[]): number[] {
  const pool = sites.filter(({ site }) => (ranked ? ranked.includes(site) : site.endsWith('.ffn')));
  const neurons = pool.reduce((sum, { width }) => sum + width, 0);
  return COUNTS.filter(count => count <= neurons);
}

function textsOf({ text, sentences }: View): Pick<AskedExperiment, 'texts' | 'lines'> {
  const found = sentences
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ text: line.trim(), line: at + 1 }))
    .filter(line => line.text !== '');
  if (found.length === 0) return { texts: [text], lines: null };
  return { texts: found.map(each => each.text), lines: found.map(({ line }) => line) };
}
