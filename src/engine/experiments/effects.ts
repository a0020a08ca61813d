/** What becomes of one text's logits under each of many sets of changes, in as few and as short passes as possible. */

import { type Matrix, matrixTensor } from '../attribution/differentiable';
import { MAX_ROWS } from '../attribution/path';
import { tidy } from '../backend/tidy';
import { formatPlace } from '../interventions/intervention';
import { compileChanges, type NeuronChange } from '../interventions/resolve';
import type { Site } from '../transformer/sites';
import type { Transformer } from '../transformer/transformer';

/** More take hours, and their changes gigabytes. */
const MOST_VARIANTS = 100_000;

/** One text, under interventions that are in force throughout. */
export interface ChangedText {
  readonly transformer: Transformer;
  readonly input: Matrix;
  readonly inForce: readonly NeuronChange[];
}

/** The logits of one variant, by its place in the list. */
export interface Outcome {
  readonly at: number;
  readonly logits: number[];
}

/**
 * Logits under each variant: its changes act after those in force. Variants that begin at the same site share what lies
 * in front of it, computed once, and go through the rest in batches.
 * Yields the outcomes of a batch; checks the signal in between.
 */
export async function* logitsUnder(
  { transformer, input, inForce }: ChangedText,
  variants: readonly (readonly NeuronChange[])[],
  signal?: AbortSignal,
): AsyncGenerator<readonly Outcome[]> {
  if (variants.length > MOST_VARIANTS) {
    throw new Error(
      `${variants.length} forward passes, expected at most ${MOST_VARIANTS}; ask for fewer points, counts or controls.`,
    );
  }
  const { sites, labels } = transformer;
  const { tokens } = input;
  const compile = (rows: readonly (readonly NeuronChange[])[]) => compileChanges(rows, sites, tokens);
  const most = Math.max(1, Math.floor(MAX_ROWS / tokens));
  const always = compile([inForce]);
  for (const [site, places] of groupedBySite(variants, transformer)) {
    const stem = tidy(() => transformer.stem(matrixTensor(input), site, always));
    try {
      for (let start = 0; start < places.length; start += most) {
        const batch = places.slice(start, start + most);
        const rows = batch.map(at => [...inForce, ...(variants[at] ?? [])]);
        const logits = tidy(
          () => transformer.resume(stem, { size: rows.length, target: null, changes: compile(rows) }).logits,
        );
        const values = await logits.data().finally(() => logits.dispose());
        yield batch.map((at, row) => ({
          at,
          logits: finite(values.slice(row * labels.length, (row + 1) * labels.length), variants[at] ?? []),
        }));
        signal?.throwIfAborted();
      }
    } finally {
      stem.dispose();
    }
  }
}

/** Logits that are numbers. Throws, naming where the variant changes the model, where they are not. */
function finite(logits: ArrayLike<number>, variant: readonly NeuronChange[]): number[] {
  const found = Array.from(logits);
  if (found.every(Number.isFinite)) return found;
  const places = variant.map(formatPlace).join('; ') || 'nothing';
  throw new Error(
    `With changes at ${places} the logits are ${found.join(', ')}, expected finite numbers; the changes are too large.`,
  );
}

/** Places of variants by the first site that each changes, in the order in which these are met. */
function groupedBySite(
  variants: readonly (readonly NeuronChange[])[],
  { sites }: Transformer,
): Map<Site, number[]> {
  const order = new Map(sites.map(({ site }, at) => [site, at]));
  const last = sites.at(-1)?.site ?? 'emb';
  const groups = new Map<Site, number[]>();
  variants.forEach((variant, at) => {
    let first = last;
    for (const { site } of variant) if ((order.get(site) ?? 0) < (order.get(first) ?? 0)) first = site;
    const group = groups.get(first);
    if (group) group.push(at);
    else groups.set(first, [at]);
  });
  return groups;
}
