/**
 * Carrying over (activation patching; Vig et al. 2020, arXiv 2004.12265; Meng et al. 2022, arXiv 2202.05262): one
 * text's activations in the run of another, site by site and token by token, and how far that moves the target.
 */

import { embedTokens } from '../attribution/baseline';
import { predict } from '../explanation/predict';
import { activationsOf, encodeText, OTHER_TEXT } from '../explanation/prepared-text';
import { wantedSites } from '../explanation/text-neurons';
import { alignTokens } from '../interventions/alignment';
import { takenFrom } from '../interventions/resolve';
import type { Site } from '../transformer/sites';
import { logitsUnder } from './effects';
import type { ExperimentContext, ExperimentRun, PatchRequest } from './experiment';
import type { PatchRecord } from './records';
import { prepareSubject } from './subject';

/** Differences of the target below this are none: a share of it would be noise. */
const NO_DIFFERENCE = 1e-4;

/**
 * The other text runs without interventions; what the text of the experiment has in force stays so.
 * @throws Error where a text has no tokens, or a site is missing
 */
export async function* patching(
  context: ExperimentContext,
  request: PatchRequest,
): ExperimentRun<PatchRecord> {
  const { model } = context;
  const { transformer } = model;
  const sites = wantedSites(transformer.sites, request.sites);
  const subject = await prepareSubject(context);
  const { tokens } = subject.prepared.encoding;
  const other = encodeText(model, request.from, OTHER_TEXT).tokens;
  const [fromPrediction] = await predict(model, [other], other.length);
  if (!fromPrediction) throw new Error('The model returned no prediction.');
  const fromValue = subject.targetAt(fromPrediction.logits);
  const aligned = alignTokens(tokens, other);
  const places = aligned.flatMap((at, token) => (at === null ? [] : [token]));
  const placeOf = new Map(places.map((token, at) => [token, at]));
  const { value } = subject.record.untouched;
  const difference = fromValue - value;
  const found = new Map<Site, number[][]>();
  const shareOf = (logits: readonly number[] | undefined) =>
    logits && Math.abs(difference) > NO_DIFFERENCE ? (subject.targetAt(logits) - value) / difference : null;
  const record = (): PatchRecord => ({
    schema: 'finegrain/patch@1',
    ...subject.record,
    from: request.from,
    fromValue,
    fromPrediction,
    tokens: tokens.map(({ text }) => text),
    fromTokens: other.map(({ text }) => text),
    aligned,
    rows: sites.map(({ site }) => {
      const logits = found.get(site) ?? [];
      return {
        site,
        tokens: tokens.map((_, token) => shareOf(logits[placeOf.get(token) ?? -1])),
        all: shareOf(logits[places.length]),
      };
    }),
  });

  const names = sites.map(({ site }) => site);
  const activations = await activationsOf(model, embedTokens(transformer, other), names);
  const total = sites.length * (places.length + 1);
  let done = 0;
  for (const { site, width } of sites) {
    const matrix = activations.get(site) ?? new Float32Array();
    const carried = (at: readonly number[]) =>
      takenFrom({ site, neurons: null, tokens: at }, matrix, width, token => aligned[token] ?? 0);
    const variants = [...places.map(token => [carried([token])]), [carried(places)]];
    const logits: number[][] = [];
    found.set(site, logits);
    for await (const outcomes of logitsUnder(subject, variants, context.signal)) {
      for (const outcome of outcomes) logits[outcome.at] = outcome.logits;
      done += outcomes.length;
      yield { done, total, record: record() };
    }
  }
  return record();
}
