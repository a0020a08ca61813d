/** The open experiment as its panel shows it: what is known by now, or what was known before it was asked anew. */

import { useMemo, useState } from 'react';
import type { ExperimentKind, ExperimentRecord, ExperimentRequest } from '../engine/experiments/experiment';
import { type Experiment, useSession } from '../state/session';

export type RecordOf<K extends ExperimentKind> = Extract<
  ExperimentRecord,
  { readonly schema: `finegrain/${K}@1` }
>;
export type RequestOf<K extends ExperimentKind> = Extract<ExperimentRequest, { readonly kind: K }>;

export interface ShownExperiment<K extends ExperimentKind> {
  /** The run that answers the present view; null where it waits for the engine or for a choice. */
  readonly run: Experiment | null;
  /** What is drawn; empty while nothing is known. */
  readonly records: readonly RecordOf<K>[];
  /** What `records` answer. */
  readonly request: RequestOf<K> | null;
  /** How the run of `records` stands, or stood when it was left. */
  readonly status: Experiment['status'];
  /** `records` answer an earlier request than the one that is under way. */
  readonly isStale: boolean;
}

/** An answer stays, marked as stale, until its successor has something to show, so that nothing moves meanwhile. */
export function useExperiment<K extends ExperimentKind>(kind: K): ShownExperiment<K> {
  const experiment = useSession(state => state.experiment);
  const run = experiment?.request.kind === kind ? experiment : null;
  const [kept, setKept] = useState<Experiment | null>(null);
  if (run && run.records.length > 0 && run !== kept) setKept(run);
  const isStale = run === null || run.records.length === 0;
  const shown = isStale ? (run?.status === 'failed' ? null : kept) : run;
  return useMemo(() => {
    const request = shown?.request;
    return {
      run,
      records: shown?.records.filter(record => isOf(kind, record)) ?? [],
      request: request && isFor(kind, request) ? request : null,
      status: shown?.status ?? 'running',
      isStale: isStale && shown !== null,
    };
  }, [kind, run, shown, isStale]);
}

function isOf<K extends ExperimentKind>(kind: K, record: ExperimentRecord): record is RecordOf<K> {
  return record.schema === `finegrain/${kind}@1`;
}

function isFor<K extends ExperimentKind>(kind: K, request: ExperimentRequest): request is RequestOf<K> {
  return request.kind === kind;
}
