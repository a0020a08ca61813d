/** The README's finding as numbers and as a table: ablation curves, averaged over sentences. */

import type { AblationAverage } from '../src/engine/experiments/ablation-average';
import { type Band, band, bandName, samplesOf } from '../src/figures/band';

/** What is printed and kept of the averages. */
export interface Finding extends Omit<AblationAverage, 'controls'> {
  readonly controls: {
    readonly count: number;
    /** For each count the mean over controls and sentences. */
    readonly values: readonly number[];
    readonly flipped: readonly number[];
    readonly area: number;
    /** Over the controls, each averaged over the sentences. */
    readonly band: Band;
  };
}

/** The averages with the random controls in brief. */
export function findingOf({ controls, ...average }: AblationAverage): Finding {
  const { values, flipped, areas, count } = controls;
  return {
    ...average,
    controls: {
      count,
      values: samplesOf(values).map(mean),
      flipped: samplesOf(flipped).map(mean),
      area: mean(areas),
      band: band(samplesOf(values)),
    },
  };
}

/** A table in Markdown: a row a ranking, a column a number of neurons; the mean lead, and how many decisions flipped. */
export function findingTable({ counts, curves, controls }: Finding): string {
  const { low, high } = controls.band;
  const rows = [
    ['switched off first', ...counts.map(String), 'mean height'],
    ['---', ...counts.map(() => '---:'), '---:'],
    ...curves.map(({ ranking, order, values, flipped, area }) => [
      `${ranking}, ${order}`,
      ...values.map((value, at) => cell(value, flipped[at] ?? 0)),
      fixed(area),
    ]),
    [
      `random, mean of ${controls.count}`,
      ...controls.values.map((value, at) => cell(value, controls.flipped[at] ?? 0)),
      fixed(controls.area),
    ],
    [
      `random, ${bandName(controls.count)}`,
      ...low.map((value, at) => `${fixed(value)} to ${fixed(high[at] ?? Number.NaN)}`),
      '',
    ],
  ];
  return rows.map(row => `| ${row.join(' | ')} |\n`).join('');
}

/** "−0.31 (55 %)" */
const cell = (value: number, flipped: number) => `${fixed(value)} (${Math.round(flipped * 100)} %)`;
const fixed = (value: number) => value.toFixed(2).replace('-', '−');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
