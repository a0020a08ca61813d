/** A list of interventions as chips: what each says, short enough to stand beside others, and in full. */

import { type Change, formatIntervention, parseInterventions } from '../engine/interventions/intervention';
import { spansOf, writePlaces } from '../engine/interventions/places';

export interface InterventionChip {
  /** Tells chips apart, also those that say the same. */
  readonly id: string;
  /** Place in the list, from 0. */
  readonly at: number;
  /** "L3.ffn.812 = 0"; many neurons are shortened in their middle. */
  readonly text: string;
  /** As the grammar writes it. */
  readonly full: string;
  /** The neuron's address where it is a single one; null for a set or a whole site. */
  readonly neuron: string | null;
}

/** Chips shown before "and 40 more". */
export const MOST_CHIPS = 12;
/** Numbers and ranges of a set that are written out. */
const MOST_NUMBERS = 4;

/** One chip an intervention, in the order in which they act. */
export function interventionChips(list: string): InterventionChip[] {
  const seen = new Map<string, number>();
  return parseInterventions(list).map((intervention, at) => {
    const { site, neurons, tokens, change } = intervention;
    const full = formatIntervention(intervention);
    const before = seen.get(full) ?? 0;
    seen.set(full, before + 1);
    const place = `${site}${neurons ? `.${shortened(neurons)}` : ''}${tokens ? `@${shortened(tokens)}` : ''}`;
    const neuron = neurons?.length === 1 ? `${site}.${neurons[0]}` : null;
    return { id: `${full} ${before}`, at, text: `${place} ${changeWords(change)}`, full, neuron };
  });
}

/** What a change does, as a reader writes it: "= 0", "× −2", "+ 1.5". */
export function changeWords(change: Change): string {
  const written = (value: number) => String(value).replace('-', '−');
  switch (change.kind) {
    case 'set':
      return `= ${typeof change.to === 'number' ? written(change.to) : change.to}`;
    case 'scale':
      return `× ${written(change.by)}`;
    case 'add':
      return change.by < 0 ? `− ${written(-change.by)}` : `+ ${written(change.by)}`;
    case 'patch':
      return '= patch';
  }
}

/** "{1,7, … 812}" */
function shortened(numbers: readonly number[]): string {
  const spans = spansOf(numbers);
  if (spans.length <= MOST_NUMBERS) return writePlaces(numbers);
  return `{${spans.slice(0, MOST_NUMBERS - 2).join(',')}, … ${spans.at(-1)}}`;
}
