/** Dose–response: the target against the factor, or the value, of a neuron or a set, beside random sets. */

import { counted } from '../counted';
import { formatInterventions, parseInterventions } from '../interventions/intervention';
import { scaled } from '../interventions/resolve';
import { withoutNeurons } from '../interventions/without-neurons';
import { formatNeuron, type Neuron, parseNeuron } from '../neurons/neuron';
import { logitsUnder } from './effects';
import type { ExperimentContext, ExperimentRun, SweepRequest } from './experiment';
import { labelFlips } from './label-flips';
import { heldInRange, type NeuronRange, rangesOf } from './neuron-range';
import { randomSets } from './random-sets';
import type { SweepRecord } from './records';
import { changesOf, prepareSubject, type Subject } from './subject';

/**
 * What interventions do to the neurons is not in force: a held neuron would have one value for all doses.
 * The points of the set come first, then those of the controls. For the dose `value` the set has one neuron; a control
 * is held where it is as far between its own minimum and maximum over the corpus as the neuron is.
 * @throws Error where a neuron does not fit the model, or where the index of its range is missing
 */
export async function* doseResponse(
  context: ExperimentContext,
  request: SweepRequest,
): ExperimentRun<SweepRecord> {
  const { transformer } = context.model;
  const neurons = request.neurons.map(address => parseNeuron(address, transformer.sites));
  if (neurons.length === 0) throw new Error('Dose–response: expected a neuron such as L3.ffn.812.');
  const subject = await prepareSubject(released(context, neurons));
  const { count, points: controlPoints, seed } = request.controls;
  const sets = count > 0 ? randomSets(neurons, transformer.sites, { count, seed }) : [];
  const { doses, variant } = await dosing(context, request, neurons, sets);
  const controlDoses = sets.length > 0 ? everyNth(doses, controlPoints) : [];
  const variants = [
    ...doses.map(dose => variant(neurons, dose)),
    ...controlDoses.flatMap(dose => sets.map(set => variant(set, dose))),
  ];
  const found: number[][] = [];
  let done = 0;
  const record = (): SweepRecord => ({
    schema: 'finegrain/sweep@1',
    ...subject.record,
    neurons: neurons.map(formatNeuron),
    dose: request.dose,
    points: doses.flatMap((dose, at) => {
      const logits = found[at];
      return logits ? [{ dose, value: subject.targetAt(logits), logits }] : [];
    }),
    controls: {
      count: sets.length,
      seed,
      points: controlDoses.flatMap((dose, at) => {
        const first = doses.length + at * sets.length;
        const logits = found.slice(first, first + sets.length);
        return logits.length === sets.length ? [{ dose, values: logits.map(subject.targetAt) }] : [];
      }),
    },
    flips: flipsOf(subject, doses, found),
  });
  for await (const outcomes of logitsUnder(subject, variants, context.signal)) {
    for (const { at, logits } of outcomes) found[at] = logits;
    done += outcomes.length;
    yield { done, total: variants.length, record: record() };
  }
  return record();
}

/** The context, its interventions without what they do to these neurons. */
function released(context: ExperimentContext, neurons: readonly Neuron[]): ExperimentContext {
  const { model, subject } = context;
  const listed = parseInterventions(subject.interventions ?? '');
  const interventions = formatInterventions(withoutNeurons(listed, neurons, model.transformer.sites));
  return { ...context, subject: { ...subject, interventions } };
}

type Variant = (neurons: readonly Neuron[], dose: number) => ReturnType<typeof changesOf>;

/** The doses, ascending, and what each does to a set. */
async function dosing(
  { corpus }: ExperimentContext,
  { dose, range, points }: SweepRequest,
  neurons: readonly Neuron[],
  sets: readonly (readonly Neuron[])[],
): Promise<{ doses: number[]; variant: Variant }> {
  if (dose === 'factor') {
    const { from, to } = range ?? { from: -2, to: 3 };
    return {
      doses: evenly(from, to, points),
      variant: (set, factor) => changesOf(set, (site, indices) => scaled(site, indices, factor)),
    };
  }
  const [neuron] = neurons;
  if (!neuron || neurons.length > 1) {
    throw new Error('Dose–response by value: expected one neuron, whose corpus range is known.');
  }
  const isRangeNeeded = range === null || sets.length > 0;
  const ranges = await rangesOf(isRangeNeeded ? [neuron, ...sets.flat()] : [], corpus);
  const own: NeuronRange | undefined = ranges.get(formatNeuron(neuron));
  if (range === null && own && !(own.maximum > own.minimum)) {
    throw new Error(
      `${formatNeuron(neuron)} is ${own.minimum} everywhere in the corpus; expected values to hold it at.`,
    );
  }
  const { from, to } = range ?? { from: own?.minimum ?? 0, to: own?.maximum ?? 0 };
  return {
    doses: evenly(from, to, points),
    variant: (set, value) => heldInRange(set, neuron, value, ranges),
  };
}

/** Evenly spaced from the first to the last, both included, without the dust of binary fractions. */
function evenly(from: number, to: number, points: number): number[] {
  if (!(points >= 2) || !(to > from)) {
    throw new Error(
      `Doses from ${from} to ${to}, ${counted(points, 'point')}: expected two points or more, ascending.`,
    );
  }
  const dust = 1e-12 * Math.max(Math.abs(from), Math.abs(to));
  return Array.from({ length: points }, (_, i) => {
    const dose = from + ((to - from) * i) / (points - 1);
    return Math.abs(dose) < dust ? 0 : Number(dose.toPrecision(12));
  });
}

/** Evenly chosen, the first and, where there are two or more, the last among them. */
function everyNth(doses: readonly number[], count: number): number[] {
  if (count >= doses.length) return [...doses];
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * (doses.length - 1)) / Math.max(1, count - 1)),
  );
  return [...new Set(chosen)].flatMap(at => doses[at] ?? []);
}

/** At which doses the predicted label changes. */
function flipsOf(
  { transformer }: Subject,
  doses: readonly number[],
  found: readonly (readonly number[])[],
): SweepRecord['flips'] {
  return doses.slice(1).flatMap((dose, at) => {
    const [before, after, start] = [found[at], found[at + 1], doses[at]];
    if (!before || !after || start === undefined) return [];
    return labelFlips(before, after).map(({ share, from, to }) => ({
      dose: start + share * (dose - start),
      from: transformer.labels[from] ?? String(from),
      to: transformer.labels[to] ?? String(to),
    }));
  });
}
