/** Cumulative shares of the score as comma-separated values (RFC 4180): one row a site and number of neurons. */

import type { Carriers } from '../engine/neurons/carriers';
import { csvOf } from './csv';

export function carriersCsv(carriers: readonly Carriers[]): string {
  return csvOf(
    ['site', 'neurons', 'share'],
    carriers.flatMap(({ of, cumulative }) => Array.from(cumulative, (share, i) => [of, i + 1, share])),
  );
}
