import { describe, expect, it } from 'vitest';
import { averageAblations } from './ablation-average';
import type { AblationRecord } from './records';

const prediction = { labels: ['negative', 'positive'], logits: [0, 1], probabilities: [0.27, 0.73] };

function record(changed: Partial<AblationRecord> & { value?: number } = {}): AblationRecord {
  const { value = 1, ...rest } = changed;
  return {
    schema: 'finegrain/ablation@1',
    model: { id: 'toy', sha256: '00', backend: 'cpu' },
    text: 'so fine',
    truncated: false,
    target: 'logit:positive',
    interventions: [],
    patchFrom: null,
    untouched: { value, prediction },
    sites: ['L0.ffn'],
    neurons: 8,
    counts: [0, 1, 4],
    unranked: [],
    curves: [],
    controls: { count: 0, seed: 1, values: [], flipped: [], areas: [] },
    ...rest,
  };
}

const curve = (values: number[], flipped: boolean[], area: number): AblationRecord['curves'][number] => ({
  ranking: 'conductance',
  order: 'top',
  values,
  flipped,
  area,
});

describe('ablation over several texts', () => {
  it('averages values and areas, and counts flipped decisions, each text the same', () => {
    const average = averageAblations([
      record({ value: 2, curves: [curve([2, 1, -1], [false, false, true], 0.5)] }),
      record({ value: 4, curves: [curve([4, 3, 0], [false, true, true], 1.5)] }),
    ]);
    expect(average).toMatchObject({ texts: 2, neurons: 8, counts: [0, 1, 4], untouched: 3 });
    expect(average.curves).toEqual([
      { ranking: 'conductance', order: 'top', values: [3, 2, -0.5], flipped: [0, 0.5, 1], area: 1 },
    ]);
  });

  it('pools each control over the texts', () => {
    const controls = (values: number[][], flipped: boolean[][], areas: number[]) => ({
      count: 2,
      seed: 1,
      values,
      flipped,
      areas,
    });
    const { controls: pooled } = averageAblations([
      record({
        controls: controls(
          [
            [1, 2, 3],
            [3, 2, 1],
          ],
          [
            [false, false, true],
            [false, false, false],
          ],
          [1, 2],
        ),
      }),
      record({
        controls: controls(
          [
            [3, 2, 1],
            [5, 4, 3],
          ],
          [
            [false, true, true],
            [false, false, false],
          ],
          [3, 4],
        ),
      }),
    ]);
    expect(pooled).toEqual({
      count: 2,
      values: [
        [2, 2, 2],
        [4, 3, 2],
      ],
      flipped: [
        [0, 0.5, 1],
        [0, 0, 0],
      ],
      areas: [2, 3],
    });
  });

  it('is that text itself where there is one alone', () => {
    const { curves } = averageAblations([record({ curves: [curve([2, 1, -1], [false, false, true], 0.5)] })]);
    expect(curves[0]).toEqual({
      ranking: 'conductance',
      order: 'top',
      values: [2, 1, -1],
      flipped: [0, 0, 1],
      area: 0.5,
    });
  });

  it('averages a curve that the last text still lacks over the others', () => {
    const { curves, controls } = averageAblations([
      record({ curves: [curve([2, 1, 0], [false, false, false], 1)] }),
      record(),
    ]);
    expect(curves[0]?.values).toEqual([2, 1, 0]);
    expect(controls).toEqual({ count: 0, values: [], flipped: [], areas: [] });
  });

  it('refuses no records, and records whose counts differ', () => {
    expect(() => averageAblations([])).toThrow('expected at least one record');
    expect(() => averageAblations([record(), record({ counts: [0, 2] })])).toThrow('the same numbers');
  });
});
