/** Is attribution right? What a method says of single neurons against what changing them does. */

import { embedBaseline } from '../attribution/baseline';
import { activationsOf, type PreparedText } from '../explanation/prepared-text';
import { type NeuronChange, takenFrom } from '../interventions/resolve';
import { formatNeuron, type Neuron } from '../neurons/neuron';
import { relay } from '../relay';
import { logitsUnder } from './effects';
import type { CheckRequest, ExperimentContext, ExperimentRun } from './experiment';
import { randomOrder } from './random-sets';
import { rankCorrelation } from './rank-correlation';
import { bySize, EXPLANATION_STEPS, neuronTable, type ValuedNeuron } from './ranked';
import type { CheckRecord } from './records';
import { chosenSites, neuronsOf, prepareSubject } from './subject';

/**
 * The first of the ranking by |value|, and as many random ones beside them: the same draw for every ranking, less what
 * is among its first. Each alone is set, token by token, to what it does at the baseline, whatever else is in force.
 * Its effect is what the target loses by that.
 * @throws Error where a site or the ranking does not fit
 */
export async function* attributionCheck(
  context: ExperimentContext,
  request: CheckRequest,
): ExperimentRun<CheckRecord> {
  const { model } = context;
  const sites = chosenSites(model.transformer.sites, request.sites);
  const subject = await prepareSubject(context);
  const pool = neuronsOf(sites);
  const count = Math.min(request.count, Math.floor(pool.length / 2));
  const total = EXPLANATION_STEPS + 2 * count;
  const record = (points: CheckRecord['points']): CheckRecord => {
    const correlation = (group: 'top' | 'random' | null) => {
      const own = points.filter(point => group === null || point.group === group);
      return rankCorrelation(
        own.map(({ attribution }) => attribution),
        own.map(({ effect }) => effect),
      );
    };
    return {
      schema: 'finegrain/check@1',
      ...subject.record,
      sites: sites.map(({ site }) => site),
      ranking: request.ranking,
      seed: request.seed,
      points,
      correlation: {
        all: correlation(null),
        top: correlation('top'),
        random: correlation('random'),
      },
    };
  };

  const run = neuronTable(context, sites, [request.ranking]);
  const table = yield* relay(run, steps => ({ done: steps, total, record: record([]) }));
  const neurons = bySize(table, request.ranking);
  const top = neurons.slice(0, count);
  const rest = new Map(neurons.slice(count).map(neuron => [formatNeuron(neuron), neuron]));
  const random = randomOrder(pool, 2 * count, request.seed).flatMap(neuron => {
    const known = rest.get(formatNeuron(neuron));
    return known ? [known] : [];
  });
  const chosen: { neuron: ValuedNeuron; group: 'top' | 'random' }[] = [
    ...top.map(neuron => ({ neuron, group: 'top' as const })),
    ...random.slice(0, count).map(neuron => ({ neuron, group: 'random' as const })),
  ];
  const atBaseline = await baselineChanges(context, subject.prepared, sites);
  const found: number[][] = [];
  let done = EXPLANATION_STEPS;
  const points = () =>
    chosen.flatMap(({ neuron, group }, at): CheckRecord['points'] => {
      const logits = found[at];
      if (!logits) return [];
      const effect = subject.record.untouched.value - subject.targetAt(logits);
      return [{ neuron: formatNeuron(neuron), group, attribution: neuron.value, effect }];
    });
  const variants = chosen.map(({ neuron }) => [atBaseline(neuron)]);
  for await (const outcomes of logitsUnder(subject, variants, context.signal)) {
    for (const { at, logits } of outcomes) found[at] = logits;
    done += outcomes.length;
    yield { done, total, record: record(points()) };
  }
  return record(points());
}

/** For a neuron of the sites the change that sets it to what it does at the text's baseline, the interventions in force. */
async function baselineChanges(
  { model, subject }: ExperimentContext,
  { encoding: { tokens }, changes }: PreparedText,
  sites: ReturnType<typeof chosenSites>,
): Promise<(neuron: Neuron) => NeuronChange> {
  const baseline = embedBaseline(model.transformer, tokens, subject.baseline, model.tokenizer.specialIds);
  const names = sites.map(({ site }) => site);
  const activations = await activationsOf(model, baseline, names, changes);
  const widths = new Map(sites.map(({ site, width }) => [site, width]));
  return ({ site, index }) => {
    const matrix = activations.get(site) ?? new Float32Array();
    return takenFrom({ site, neurons: [index], tokens: null }, matrix, widths.get(site) ?? 0);
  };
}
