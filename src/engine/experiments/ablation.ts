/** How many neurons hold the decision? The target against the number of neurons switched off, by ranking. */

import { hashPair } from '../corpus/hash';
import { held } from '../interventions/resolve';
import type { Neuron } from '../neurons/neuron';
import { relay } from '../relay';
import { logitsUnder } from './effects';
import type { AblationRequest, ExperimentContext, ExperimentRun } from './experiment';
import { ORDERS } from './names';
import { randomOrder } from './random-sets';
import { descending, EXPLANATION_STEPS, neuronTable } from './ranked';
import type { AblationRecord } from './records';
import { changesOf, chosenSites, neuronsOf, prepareSubject } from './subject';

/**
 * Neurons are switched off by setting them to 0 at every token. Random controls each take the neurons of one shuffle of
 * all, so that theirs, too, are growing sets.
 * @throws Error where a site, a ranking or a count does not fit
 */
export async function* ablation(
  context: ExperimentContext,
  request: AblationRequest,
): ExperimentRun<AblationRecord> {
  const sites = chosenSites(context.model.transformer.sites, request.sites);
  const pool = neuronsOf(sites);
  const counts = checkedCounts(request.counts, pool.length);
  const { orders = ORDERS } = request;
  const subject = await prepareSubject(context);
  const most = counts.at(-1) ?? 0;
  const controls = Array.from(
    { length: request.controls.count },
    (_, control): Line => ({
      name: null,
      order: randomOrder(pool, most, hashPair(request.controls.seed, control)),
    }),
  );
  const steps = counts.filter(count => count > 0);
  const total =
    EXPLANATION_STEPS + steps.length * (request.rankings.length * orders.length + controls.length);
  const { prediction } = subject.record.untouched;
  const label = subject.labelOf(prediction.logits);
  const curve = (logits: readonly (readonly number[])[]) => {
    const values = logits.map(subject.targetAt);
    const flipped = logits.map(each => subject.labelOf(each) !== label);
    return { values, flipped, area: meanHeight(counts, values) };
  };
  let unranked: AblationRecord['unranked'] = [];
  const record = (
    lines: readonly { line: Line; logits: readonly (readonly number[])[] }[],
  ): AblationRecord => {
    const known = lines.map(({ line, logits }) => ({ line, ...curve(logits) }));
    const random = known.filter(({ line }) => line.name === null);
    return {
      schema: 'finegrain/ablation@1',
      ...subject.record,
      sites: sites.map(({ site }) => site),
      neurons: pool.length,
      counts,
      unranked,
      curves: known.flatMap(({ line, values, flipped, area }) =>
        line.name ? [{ ...line.name, values, flipped, area }] : [],
      ),
      controls: {
        ...request.controls,
        values: random.map(({ values }) => values),
        flipped: random.map(({ flipped }) => flipped),
        areas: random.map(({ area }) => area),
      },
    };
  };

  const tell = (done: number) => ({ done, total, record: record([]) });
  const table =
    request.rankings.length > 0 ? yield* relay(neuronTable(context, sites, request.rankings), tell) : null;
  const rankings = request.rankings.map(ranking => ({
    ranking,
    top: table ? descending(table, ranking) : [],
  }));
  unranked = rankings
    .filter(({ top }) => top.every(({ value }) => value === 0))
    .map(({ ranking }) => ranking);
  const ranked = rankings.flatMap(({ ranking, top }): Line[] => {
    if (unranked.includes(ranking)) return [];
    return orders.map(order => ({
      name: { ranking, order },
      order: order === 'top' ? top.slice(0, most) : top.slice(-most).reverse(),
    }));
  });
  const lines = [...ranked, ...controls];
  const found: number[][] = [];
  const variants = lines.flatMap(({ order }) =>
    steps.map(count => changesOf(order.slice(0, count), (site, indices) => held(site, indices, 0))),
  );
  let done = EXPLANATION_STEPS + unranked.length * orders.length * steps.length;
  const known = () =>
    lines.flatMap((line, at) => {
      const own = found.slice(at * steps.length, (at + 1) * steps.length);
      const isWhole = own.length === steps.length && steps.every((_, step) => own[step] !== undefined);
      return isWhole ? [{ line, logits: counts[0] === 0 ? [prediction.logits, ...own] : own }] : [];
    });
  for await (const outcomes of logitsUnder(subject, variants, context.signal)) {
    for (const { at, logits } of outcomes) found[at] = logits;
    done += outcomes.length;
    yield { done, total, record: record(known()) };
  }
  return record(known());
}

/** Neurons in the order in which they are switched off; without a name it is a control. */
interface Line {
  readonly name: Pick<AblationRecord['curves'][number], 'ranking' | 'order'> | null;
  readonly order: readonly Neuron[];
}

/** Ascending, each once, no more than there are neurons. */
function checkedCounts(counts: readonly number[], neurons: number): number[] {
  const known = [...new Set(counts)].sort((a, b) => a - b);
  const wrong = known.find(count => !Number.isInteger(count) || count < 0 || count > neurons);
  if (wrong !== undefined) throw new Error(`Count ${wrong}: expected a whole number from 0 to ${neurons}.`);
  if (known.length === 0) throw new Error('Counts: expected at least one number of neurons.');
  return known;
}

/** Mean height of a curve over log(1 + count), by trapezoids; its only value where it has but one. */
export function meanHeight(counts: readonly number[], values: readonly number[]): number {
  const at = counts.map(count => Math.log1p(count));
  const width = (at.at(-1) ?? 0) - (at[0] ?? 0);
  if (width === 0) return values[0] ?? Number.NaN;
  let area = 0;
  for (let i = 1; i < at.length; i++) {
    area += ((at[i] ?? 0) - (at[i - 1] ?? 0)) * ((values[i] ?? 0) + (values[i - 1] ?? 0)) * 0.5;
  }
  return area / width;
}
