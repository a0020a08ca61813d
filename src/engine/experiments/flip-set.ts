/**
 * The smallest set of neurons that flips the decision, as far as greedy search finds one: grown from neurons that carry
 * the decision, then pruned until no member can be spared. A set found so is irreducible, not surely the smallest.
 */

import { predictionOf } from '../explanation/predict';
import { held } from '../interventions/resolve';
import { formatNeuron } from '../neurons/neuron';
import { relay } from '../relay';
import { logitsUnder } from './effects';
import type { ExperimentContext, ExperimentRun, FlipRequest } from './experiment';
import { descending, EXPLANATION_STEPS, neuronTable, type ValuedNeuron } from './ranked';
import type { FlipRecord } from './records';
import { changesOf, chosenSites, prepareSubject } from './subject';

type NeuronSet = readonly ValuedNeuron[];
/** How far the untouched label leads the best other one; the decision is flipped where it is negative. */
type Margins = (sets: readonly NeuronSet[]) => AsyncGenerator<void, number[]>;

/** Neurons tried at each step of the greedy search, the most promising ones. */
const SHORTLIST = 24;
/** Candidates that are tried alone, before the first is chosen. */
const FIRST_LIST = 8 * SHORTLIST;
/** A step that moves the lead by less than this moves nothing. */
const STALLED = 1e-5;

/**
 * Members are set to 0 at every token. Candidates are ranked by their conductance for the lead of the predicted label
 * over the next one.
 * @throws Error where a site does not fit, or where the text's attribution method follows no path
 */
export async function* flipSet(context: ExperimentContext, request: FlipRequest): ExperimentRun<FlipRecord> {
  const { transformer } = context.model;
  const sites = chosenSites(transformer.sites, request.sites);
  const subject = await prepareSubject(context);
  const { prediction } = subject.record.untouched;
  const [label = 0, rival = 0] = prediction.logits
    .map((_, at) => at)
    .sort((a, b) => (prediction.logits[b] ?? 0) - (prediction.logits[a] ?? 0));
  const logitsOf = new Map<string, number[]>();
  let passes = 0;
  const record = (set: NeuronSet | null): FlipRecord => {
    const logits = set && logitsOf.get(keyOf(set));
    return {
      schema: 'finegrain/flip@1',
      ...subject.record,
      sites: sites.map(({ site }) => site),
      neurons: set?.map(formatNeuron) ?? null,
      flipped: logits
        ? { value: subject.targetAt(logits), prediction: predictionOf(transformer.labels, logits) }
        : null,
      spared: (set ?? []).flatMap(neuron => {
        const without = logitsOf.get(keyOf(withoutMember(set ?? [], neuron)));
        return without
          ? [{ neuron: formatNeuron(neuron), label: subject.labelOf(without), logits: without }]
          : [];
      }),
      limit: request.limit,
      passes,
    };
  };
  const marginOf = (logits: readonly number[]) =>
    (logits[label] ?? 0) - Math.max(...logits.filter((_, at) => at !== label));
  async function* margins(sets: readonly NeuronSet[]): AsyncGenerator<void, number[]> {
    const unknown = sets.filter(set => !logitsOf.has(keyOf(set)));
    const variants = unknown.map(set => changesOf(set, (site, indices) => held(site, indices, 0)));
    for await (const outcomes of logitsUnder(subject, variants, context.signal)) {
      for (const { at, logits } of outcomes) logitsOf.set(keyOf(unknown[at] ?? []), logits);
      passes += outcomes.length;
      yield;
    }
    return sets.map(set => marginOf(logitsOf.get(keyOf(set)) ?? prediction.logits));
  }

  const lead = { target: `diff:${transformer.labels[label]},${transformer.labels[rival]}` };
  const run = neuronTable(context, sites, ['conductance'], lead);
  const table = yield* relay(run, done => ({ done, total: 2 * EXPLANATION_STEPS, record: record(null) }));
  const candidates = descending(table, 'conductance').filter(({ value }) => value > 0);
  const search = smallestSet(margins, candidates, request.limit);
  const smallest = yield* relay(search, ({ best, expected }) => {
    const done = EXPLANATION_STEPS + passes;
    return { done, total: Math.max(done, EXPLANATION_STEPS + expected), record: record(best) };
  });
  return record(smallest);
}

interface Progress {
  /** The best irreducible set so far. */
  readonly best: NeuronSet | null;
  /** Passes that the search will have taken, roughly. */
  readonly expected: number;
}

async function* smallestSet(
  margins: Margins,
  candidates: NeuronSet,
  limit: number,
): AsyncGenerator<Progress, NeuronSet | null> {
  const sizes = growing(Math.min(limit, candidates.length));
  const prefixes = sizes.map(size => candidates.slice(0, size));
  const byPrefix = yield* watched(margins(prefixes), { best: null, expected: sizes.length });
  const prefix = prefixes[byPrefix.findIndex(margin => margin < 0)];
  // A set that the ranking alone finds bounds how far the greedy search is worth going.
  const bound = prefix?.length ?? limit;
  const expected = sizes.length + FIRST_LIST + SHORTLIST * growing(bound).length;
  const pruned = prefix ? yield* prunedSet(margins, prefix, { best: null, expected }) : null;
  const progress = { best: pruned, expected };
  const greedy = yield* greedySet(margins, candidates, (pruned?.length ?? limit + 1) - 1, progress);
  const better = greedy && (yield* prunedSet(margins, greedy, progress));
  return better ?? pruned;
}

/**
 * Adds the neurons of the shortlist that lower the lead most: one while the set is small, a tenth of it later. Null
 * where none flips within `limit`.
 */
async function* greedySet(
  margins: Margins,
  candidates: NeuronSet,
  limit: number,
  progress: Progress,
): AsyncGenerator<Progress, NeuronSet | null> {
  let chosen: NeuronSet = [];
  /** What each candidate took from the lead when it was last tried; untried ones come first. */
  const gains = new Map<ValuedNeuron, number>();
  let lead = Number.NaN;
  while (chosen.length < limit) {
    const known = new Set(chosen);
    const shortlist = candidates
      .filter(neuron => !known.has(neuron))
      .slice(0, FIRST_LIST)
      .sort((a, b) => (gains.get(b) ?? Infinity) - (gains.get(a) ?? Infinity))
      .slice(0, chosen.length === 0 ? FIRST_LIST : SHORTLIST);
    if (shortlist.length === 0) return null;
    const sets = [chosen, ...shortlist.map(neuron => [...chosen, neuron])];
    const [before = Number.NaN, ...after] = yield* watched(margins(sets), progress);
    shortlist.forEach((neuron, at) => {
      gains.set(neuron, before - (after[at] ?? Number.NaN));
    });
    const least = Math.min(...after);
    const best = sets[1 + after.indexOf(least)];
    if (!best) return null;
    if (least < 0) return best;
    const count = Math.min(Math.max(1, Math.floor(chosen.length / 10)), limit - chosen.length);
    const added = shortlist.toSorted((a, b) => (gains.get(b) ?? 0) - (gains.get(a) ?? 0)).slice(0, count);
    chosen = [...chosen, ...added];
    const [reached = Number.NaN] = yield* watched(margins([chosen]), progress);
    if (reached < 0) return chosen;
    // Where nothing in reach moves the lead any more, more of it will not either.
    if (Math.abs(reached - lead) < STALLED) return null;
    lead = reached;
  }
  return null;
}

/** Takes members out that can be spared, several at once while there are many, until each is needed. */
async function* prunedSet(
  margins: Margins,
  flipping: NeuronSet,
  progress: Progress,
): AsyncGenerator<Progress, NeuronSet> {
  let set = flipping;
  for (;;) {
    const current = set;
    const without = current.map(neuron => withoutMember(current, neuron));
    const found = yield* watched(margins(without), progress);
    const spare = current
      .map((neuron, at) => ({ neuron, margin: found[at] ?? 0 }))
      .filter(({ margin }) => margin < 0)
      .sort((a, b) => a.margin - b.margin)
      .map(({ neuron }) => neuron);
    if (spare.length === 0 || current.length === 1) return current;
    const fewer = growing(Math.min(spare.length, current.length - 1)).map(count => {
      const gone = new Set(spare.slice(0, count));
      return current.filter(neuron => !gone.has(neuron));
    });
    const left = yield* watched(margins(fewer), progress);
    // The first, which spares one alone, is known to flip.
    const most = left.findLastIndex(margin => margin < 0);
    set = fewer[most] ?? without[0] ?? current;
  }
}

const watched = <R>(run: AsyncGenerator<void, R>, progress: Progress) => relay(run, () => progress);

/** 1, 2, 3 … 20, then steps of a tenth, up to `most`. */
function growing(most: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < most; size += Math.max(1, Math.floor(size / 10))) sizes.push(size);
  return most > 0 ? [...sizes, most] : [];
}

const keyOf = (set: NeuronSet) => set.map(formatNeuron).sort().join(' ');
const withoutMember = (set: NeuronSet, member: ValuedNeuron) => set.filter(neuron => neuron !== member);
