/** Texts in, records out, in the same order: the core of `explain`, without its streams. */

import { MAX_ROWS } from '../src/engine/attribution/path';
import { type ExplanationRequest, explain, explanationRecord } from '../src/engine/explanation/explain';
import type { Model } from '../src/engine/explanation/model';
import { predict } from '../src/engine/explanation/predict';
import {
  type CorpusOf,
  chooseTarget,
  encodeText,
  prepareText,
} from '../src/engine/explanation/prepared-text';
import type { ErrorRecord, Explanation, Prediction } from '../src/engine/explanation/record';
import { finish } from '../src/engine/finish';
import type { Encoding } from '../src/engine/text/encoding';
import { messageOf } from './command';
import type { Line } from './lines';
import type { ExplainOptions } from './options';

/** Lines that are read ahead, so that texts of like length can share a batch. */
const WINDOW = 256;
const BATCH_TEXTS = 32;
/**
 * Texts are padded to a multiple of this, never to their neighbours' length, so that a text's record does not depend
 * on what else is in the input.
 */
const LENGTH_STEP = 8;

/**
 * One record a line, in order. Never throws for a text: what fails becomes an error record.
 * @param corpus the index that interventions such as `=mean` refer to
 */
export async function* records(
  model: Model,
  options: ExplainOptions,
  lines: AsyncIterable<Line>,
  corpus?: CorpusOf,
): AsyncGenerator<Explanation | ErrorRecord> {
  const { method, neurons, interventions } = options;
  if (method === 'none') {
    if (interventions === '') {
      for await (const window of windows(lines)) yield* await predictions(model, options, window);
    } else {
      for await (const line of lines) {
        yield await attempt(line, async () => {
          const encoding = encodeText(model, line.text);
          const prepared = await prepareText(model, encoding, { ...options, text: line.text }, corpus);
          return explanationRecord(model, options, prepared, null);
        });
      }
    }
    return;
  }
  const request: Omit<ExplanationRequest, 'text'> = { ...options, method };
  for await (const line of lines) {
    yield await attempt(line, () =>
      finish(
        explain(model, { ...request, text: line.text }, { rough: false, neurons, ...(corpus && { corpus }) }),
      ).then(({ explanation }) => explanation),
    );
  }
}

/** Predictions of a window of lines: batches of texts of like length, records in the lines' order. */
async function predictions(
  model: Model,
  options: ExplainOptions,
  window: readonly Line[],
): Promise<(Explanation | ErrorRecord)[]> {
  const out = new Map<Line, Explanation | ErrorRecord>();
  const buckets = new Map<number, { line: Line; encoding: Encoding }[]>();
  for (const line of window) {
    try {
      checkLine(line);
      const encoding = encodeText(model, line.text);
      const width = Math.min(
        Math.ceil(encoding.tokens.length / LENGTH_STEP) * LENGTH_STEP,
        model.transformer.maxTokens,
      );
      buckets.set(width, [...(buckets.get(width) ?? []), { line, encoding }]);
    } catch (error) {
      out.set(line, errorRecord(line, error));
    }
  }
  for (const [width, texts] of buckets) {
    const size = Math.max(1, Math.min(BATCH_TEXTS, Math.floor(MAX_ROWS / width)));
    for (let start = 0; start < texts.length; start += size) {
      const batch = texts.slice(start, start + size);
      const predicted = await predictBatch(model, batch, width);
      for (const [i, { line, encoding }] of batch.entries()) {
        const record = await attempt(line, async () => {
          const prediction = predicted[i] ?? (await predictOne(model, encoding, width));
          const target = chooseTarget(model, prediction, options.target);
          return explanationRecord(model, {}, { encoding, prediction, untouched: null, target }, null);
        });
        out.set(line, record);
      }
    }
  }
  return window.flatMap(line => out.get(line) ?? []);
}

/** Predictions of a batch; none where one of its texts makes the batch fail, so that each is tried alone. */
async function predictBatch(
  model: Model,
  batch: readonly { encoding: Encoding }[],
  width: number,
): Promise<readonly Prediction[]> {
  const tokens = batch.map(({ encoding }) => encoding.tokens);
  return predict(model, tokens, width).catch(() => []);
}

async function predictOne(model: Model, { tokens }: Encoding, width: number): Promise<Prediction> {
  const [prediction] = await predict(model, [tokens], width);
  if (!prediction) throw new Error('The model returned no prediction.');
  return prediction;
}

/** What the work on a line gives, or the error record that stands in its place. */
export async function attempt<T>(line: Line, work: () => Promise<T>): Promise<T | ErrorRecord> {
  try {
    checkLine(line);
    return await work();
  } catch (error) {
    return errorRecord(line, error);
  }
}

function checkLine({ problem }: Line): void {
  if (problem !== null) throw new Error(problem);
}

function errorRecord(line: Line, error: unknown): ErrorRecord {
  return { schema: 'finegrain/error@1', line: line.number, message: messageOf(error) };
}

async function* windows(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let window: Line[] = [];
  for await (const line of lines) {
    window.push(line);
    if (window.length === WINDOW) {
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}
