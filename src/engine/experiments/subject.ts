/** The text that an experiment is made on: prepared once, and written down once. */

import { modelRecord } from '../explanation/model';
import {
  encodeText,
  interventionsRecord,
  type PreparedText,
  prepareText,
} from '../explanation/prepared-text';
import { predictedLabel } from '../explanation/record';
import { wantedSites } from '../explanation/text-neurons';
import { bySite } from '../interventions/neuron-set';
import type { NeuronChange } from '../interventions/resolve';
import type { Neuron } from '../neurons/neuron';
import type { Site, SiteInfo } from '../transformer/sites';
import { formatTarget, targetValue } from '../transformer/target';
import type { ChangedText } from './effects';
import type { ExperimentContext } from './experiment';
import type { SubjectRecord } from './records';

export interface Subject extends ChangedText {
  readonly prepared: PreparedText;
  /** What every record of the experiment begins with. */
  readonly record: SubjectRecord;
  /** The target's value at logits. */
  readonly targetAt: (logits: readonly number[]) => number;
  /** The label predicted at logits. */
  readonly labelOf: (logits: readonly number[]) => string;
}

/** @throws Error where text, target or interventions do not fit the model */
export async function prepareSubject({ model, subject, corpus }: ExperimentContext): Promise<Subject> {
  const prepared = await prepareText(model, encodeText(model, subject.text), subject, corpus);
  const { transformer } = model;
  const { target, prediction } = prepared;
  const targetAt = (logits: readonly number[]) => targetValue(target, logits);
  return {
    transformer,
    input: prepared.input,
    inForce: prepared.neuronChanges,
    prepared,
    record: {
      model: modelRecord(model),
      text: prepared.encoding.text,
      truncated: prepared.encoding.truncated,
      target: formatTarget(target, transformer.labels),
      ...interventionsRecord(subject),
      untouched: { value: targetAt(prediction.logits), prediction },
    },
    targetAt,
    labelOf: logits => transformer.labels[predictedLabel({ logits: [...logits] })] ?? '',
  };
}

/** The sites an experiment looks at; null stands for the feed-forward neurons of all blocks. */
export function chosenSites(all: readonly SiteInfo[], wanted: readonly Site[] | null): SiteInfo[] {
  return wanted === null ? all.filter(({ site }) => site.endsWith('.ffn')) : [...wantedSites(all, wanted)];
}

/** Every neuron of some sites, in the order of the model. */
export function neuronsOf(sites: readonly SiteInfo[]): Neuron[] {
  return sites.flatMap(({ site, width }) => Array.from({ length: width }, (_, index) => ({ site, index })));
}

/** Changes that do the same to each neuron of a set, at every token; one change a site. */
export function changesOf(
  neurons: readonly Neuron[],
  change: (site: Site, indices: readonly number[]) => NeuronChange,
): NeuronChange[] {
  return [...bySite(neurons)].map(([site, indices]) => change(site, indices));
}
