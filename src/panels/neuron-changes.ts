/** What the switch of a neuron can do, as changes of the grammar. */

import {
  type Change,
  type CorpusValue,
  formatIntervention,
  parseInterventions,
} from '../engine/interventions/intervention';
import { isSite } from '../engine/transformer/sites';
import type { Place } from '../state/edit-interventions';

/** `other`: a change that only the grammar can write, such as `+1.5`. */
export type SwitchMode = 'as-is' | 'off' | 'mean' | 'hold' | 'factor' | 'other';

/** Levels that a neuron can be held at, by what the corpus says of it. */
export const HOLD_LEVELS = ['p50', 'p90', 'p99', 'max'] as const;

export const FACTORS = { least: -3, most: 3, step: 0.25 };
/** What "hold at" and "factor" begin with. */
const FIRST_LEVEL = 'p99';
const FIRST_FACTOR = 2;

/** Where a neuron acts, at every token; null where the text is no address. */
export function placeOf(address: string): Place | null {
  const dot = address.lastIndexOf('.');
  const [site, index] = [address.slice(0, dot), Number(address.slice(dot + 1))];
  return isSite(site) && Number.isInteger(index) ? { site, neurons: [index], tokens: null } : null;
}

/** Which position of the switch a change is. */
export function modeOf(change: Change | null): SwitchMode {
  if (change === null) return 'as-is';
  if (change.kind === 'scale') return 'factor';
  if (change.kind !== 'set') return 'other';
  if (change.to === 0) return 'off';
  if (change.to === 'mean') return 'mean';
  return levelOf(change) === null ? 'other' : 'hold';
}

/** The change that a position of the switch stands for; null for none. */
export function changeOf(mode: Exclude<SwitchMode, 'other'>): Change | null {
  switch (mode) {
    case 'as-is':
      return null;
    case 'off':
      return { kind: 'set', to: 0 };
    case 'mean':
      return { kind: 'set', to: 'mean' };
    case 'hold':
      return { kind: 'set', to: FIRST_LEVEL };
    case 'factor':
      return factorChange(FIRST_FACTOR);
  }
}

/** A factor as a change; 1 changes nothing. */
export function factorChange(factor: number): Change | null {
  return factor === 1 ? null : { kind: 'scale', by: factor };
}

/** The level of the corpus that a neuron is held at; null where it is not. */
export function levelOf(change: Change | null): CorpusValue | null {
  if (change?.kind !== 'set' || typeof change.to === 'number') return null;
  return change.to === 'baseline' || change.to === 'mean' ? null : change.to;
}

/** What an activation is multiplied by; null for changes that are no factor. */
export function factorOf(change: Change | null): number | null {
  if (change === null) return 1;
  if (change.kind === 'scale') return change.by;
  return change.kind === 'set' && change.to === 0 ? 0 : null;
}

/** Interventions beside its own switch that change a neuron too: sets, whole sites, single tokens. */
export function alsoChangedBy(list: string, { site, neurons }: Place): string[] {
  return parseInterventions(list)
    .filter(each => {
      const isOwn = each.tokens === null && each.neurons?.length === 1;
      const isHere = each.neurons === null || neurons?.some(index => each.neurons?.includes(index));
      return each.site === site && isHere && !isOwn;
    })
    .map(formatIntervention);
}
