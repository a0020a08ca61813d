/** The check of a ranking as comma-separated values (RFC 4180): one row a neuron. */

import type { CheckRecord } from '../engine/experiments/records';
import { csvOf } from './csv';

export function checkCsv({ ranking, points }: Pick<CheckRecord, 'ranking' | 'points'>): string {
  return csvOf(
    ['neuron', 'group', ranking, 'effect'],
    points.map(({ neuron, group, attribution, effect }) => [neuron, group, attribution, effect]),
  );
}
