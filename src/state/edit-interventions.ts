/** Edits of a list of interventions in its text form, as switches and chips make them. All give the canonical form. */

import {
  type Change,
  formatInterventions,
  formatPlace,
  type Intervention,
  parseIntervention,
  parseInterventions,
} from '../engine/interventions/intervention';
import { formatNeuron, type Neuron } from '../engine/neurons/neuron';

/** Where an intervention acts. */
export type Place = Omit<Intervention, 'change'>;

/** The list with a change at exactly this place, in the stead of any that was there; null for none. */
export function withChange(list: string, place: Place, change: Change | null): string {
  const where = inOrder(place);
  const name = formatPlace(where);
  const interventions = parseInterventions(list);
  const at = interventions.findIndex(each => formatPlace(each) === name);
  const others = interventions.filter(each => formatPlace(each) !== name);
  // Changes that meet act one after the other, so the new one stays where the first of the old ones stood.
  if (change) others.splice(at < 0 ? others.length : at, 0, { ...where, change });
  return formatInterventions(others);
}

/** What a list does at exactly this place; of several the last, null where there is none. */
export function changeAt(list: string, place: Place): Change | null {
  const name = formatPlace(inOrder(place));
  return parseInterventions(list).findLast(each => formatPlace(each) === name)?.change ?? null;
}

/** The list without its nth intervention, counted from 0. */
export function withoutItem(list: string, index: number): string {
  return formatInterventions(parseInterventions(list).filter((_, at) => at !== index));
}

/**
 * The list with the interventions of a text behind its own.
 * @throws Error of the grammar, which names the intervention and the form expected
 */
export function withAppended(list: string, text: string): string {
  return formatInterventions([...parseInterventions(list), ...parseInterventions(text)]);
}

/** Whether an intervention means tokens of one text: by their number, or by those of another that they are aligned to. */
export function isBoundToText({ tokens, change }: Intervention): boolean {
  return tokens !== null || change.kind === 'patch';
}

/** A list parted into what means the same in any text and what does not. A list that is kept whole stays as it is. */
export function withoutPlacesInText(list: string): { kept: string; dropped: string } {
  const interventions = parseInterventions(list);
  const bound = interventions.filter(isBoundToText);
  if (bound.length === 0) return { kept: list, dropped: '' };
  return {
    kept: formatInterventions(interventions.filter(each => !isBoundToText(each))),
    dropped: formatInterventions(bound),
  };
}

/** The list without the interventions that change nothing but these neurons. */
export function withoutChangesOf(list: string, neurons: readonly Neuron[]): string {
  const gone = new Set(neurons.map(formatNeuron));
  const isGone = ({ site, neurons: indices }: Intervention) =>
    indices?.every(index => gone.has(formatNeuron({ site, index }))) ?? false;
  return filtered(list, each => !isGone(each));
}

/** The list without what is carried over from another text. */
export function withoutPatches(list: string): string {
  return filtered(list, ({ change }) => change.kind !== 'patch');
}

function filtered(list: string, isKept: (intervention: Intervention) => boolean): string {
  return formatInterventions(parseInterventions(list).filter(isKept));
}

/** A place as the grammar reads it: numbers ascending, each once. */
const inOrder = (place: Place): Place => parseIntervention(`${formatPlace(place)}=0`);
