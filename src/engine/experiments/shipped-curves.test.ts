import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../explanation/model';
import { finish } from '../finish';
import { contextOf, expectClose, logitsOf, TEXT } from '../testing/experiments';
import { loadShippedModel } from '../testing/shipped-model';
import { ablation, meanHeight } from './ablation';
import { attributionCheck } from './attribution-check';
import { doseResponse } from './dose-response';
import type { ExperimentContext, SweepRequest } from './experiment';

let model: Model;

beforeAll(async () => {
  model = await loadShippedModel();
});

const context = (text = 'Warm, patient and funny', more: object = {}) => contextOf(model, text, more);

describe('dose–response', () => {
  const request: SweepRequest = {
    kind: 'sweep',
    neurons: ['L2.ffn.1265', 'L3.ffn.4'],
    dose: 'factor',
    range: { from: -1, to: 2 },
    points: 4,
    controls: { count: 3, points: 2, seed: 5 },
  };

  it('has the logits that explaining under the same factor has', async () => {
    const { points } = await finish(doseResponse(context(TEXT), request));
    expect(points.map(({ dose }) => dose)).toEqual([-1, 0, 1, 2]);
    for (const { dose, logits } of points) {
      expectClose(logits, await logitsOf(context(TEXT), `L2.ffn.1265*${dose}; L3.ffn.4*${dose}`));
    }
  });

  it('says where the decision flips, between the doses that it flips between', async () => {
    const { points, flips } = await finish(doseResponse(context(TEXT), request));
    const labels = points.map(({ logits }) => (logits[0] ?? 0) > (logits[1] ?? 0));
    const at = labels.findIndex((label, i) => i > 0 && label !== labels[i - 1]);
    expect(flips.length).toBe(1);
    expect(flips[0]?.dose).toBeGreaterThan(points[at - 1]?.dose ?? Number.NaN);
    expect(flips[0]?.dose).toBeLessThan(points[at]?.dose ?? Number.NaN);
  });

  it('lets go of the neurons that get the doses, whatever holds them', async () => {
    const one = { ...request, neurons: ['L2.ffn.1265'], controls: { count: 0, points: 0, seed: 0 } };
    const held = contextOf(model, TEXT, { interventions: 'L2.ffn.{7,1265}=0; L3.ffn.4*2' });
    const { interventions, points } = await finish(doseResponse(held, one));
    expect(interventions).toEqual(['L2.ffn.7=0', 'L3.ffn.4*2']);
    for (const { dose, logits } of points) {
      expectClose(logits, await logitsOf(held, `L2.ffn.7=0; L3.ffn.4*2; L2.ffn.1265*${dose}`));
    }
  });

  it('is reproduced by its seed', async () => {
    const [first, again] = [
      await finish(doseResponse(context(), request)),
      await finish(doseResponse(context(), request)),
    ];
    const controls = { ...request.controls, seed: 6 };
    const other = await finish(doseResponse(context(), { ...request, controls }));
    expect(again).toEqual(first);
    expect(other.controls.points).not.toEqual(first.controls.points);
  });

  it('by value spans the neuron’s corpus range, and holds controls at the same place of theirs', async () => {
    const entry = (minimum: number, maximum: number) =>
      ({ statistics: { minimum, maximum } }) as Awaited<ReturnType<NonNullable<ExperimentContext['corpus']>>>;
    const asked: number[] = [];
    const corpus: NonNullable<ExperimentContext['corpus']> = async ({ index }) => {
      asked.push(index);
      return index === 1265 ? entry(-1, 3) : entry(0, 1);
    };
    const one = { ...request, neurons: ['L2.ffn.1265'], dose: 'value', range: null, points: 3 } as const;
    const { points, controls } = await finish(doseResponse({ ...context(), corpus }, one));
    expect(points.map(({ dose }) => dose)).toEqual([-1, 1, 3]);
    expectClose(points[1]?.logits ?? [], await logitsOf(context(), 'L2.ffn.1265=1'));
    // A dose of 3 is the top of the neuron's range, and so 1 for a control.
    const [control] = asked.filter(index => index !== 1265);
    const [, label] = await logitsOf(context(), `L2.ffn.${control}=1`);
    expectClose([controls.points[1]?.values[0] ?? Number.NaN], [label ?? 0]);
  });

  it('by value needs no index where the values are given and nothing stands beside', async () => {
    const range = { from: -0.1, to: 0.2 };
    const one = {
      neurons: ['L2.ffn.1265'],
      dose: 'value',
      range,
      controls: { count: 0, points: 0, seed: 1 },
    } as const;
    const { points } = await finish(doseResponse(context(), { ...request, ...one }));
    expect(points.map(({ dose }) => dose)).toEqual([-0.1, 0, 0.1, 0.2]);
  });

  it('refuses doses that would overflow, naming where', async () => {
    const range = { from: 0, to: 1e39 };
    await expect(finish(doseResponse(context(), { ...request, range, points: 2 }))).rejects.toThrow(
      'Changes at L2.ffn.1265 are too large together',
    );
  });

  it.each([
    [{ neurons: [] }, 'expected a neuron such as L3.ffn.812.'],
    [{ dose: 'value', range: null }, 'expected one neuron, whose corpus range is known.'],
    [{ points: 1 }, 'expected two points or more, ascending.'],
    [{ neurons: ['L9.ffn.1'] }, 'the model has no site L9.ffn'],
  ] as const)('refuses %o in a sentence', async (part, message) => {
    await expect(finish(doseResponse(context(), { ...request, ...part }))).rejects.toThrow(message);
  });
});

describe('ablation', () => {
  const request = {
    kind: 'ablation',
    rankings: ['conductance', 'activation'],
    sites: ['L2.ffn', 'L3.ffn'],
    counts: [0, 3, 1],
    controls: { count: 2, seed: 1 },
  } as const;

  it('begins untouched and switches off the neurons of the ranking', async () => {
    const about = context(TEXT);
    const { counts, curves, controls, untouched, neurons } = await finish(ablation(about, request));
    expect([counts, neurons]).toEqual([[0, 1, 3], 3072]);
    expect(curves.map(({ ranking, order }) => `${ranking} ${order}`)).toEqual([
      'conductance top',
      'conductance bottom',
      'activation top',
      'activation bottom',
    ]);
    for (const { values } of curves) expect(values[0]).toBe(untouched.value);
    for (const values of controls.values) expect(values.length).toBe(3);
    const check = await finish(
      attributionCheck(about, { ...request, kind: 'check', ranking: 'conductance', count: 16, seed: 1 }),
    );
    const best = check.points.reduce((a, b) => (b.attribution > a.attribution ? b : a));
    expect(best.attribution).toBeGreaterThan(0);
    const [negative = Number.NaN] = await logitsOf(about, `${best.neuron}=0`);
    expectClose([curves[0]?.values[1] ?? Number.NaN], [negative]);
  });

  it('refuses a count beyond the neurons', async () => {
    const run = ablation(context(), { ...request, counts: [4000] });
    await expect(finish(run)).rejects.toThrow('Count 4000: expected a whole number from 0 to 3072.');
  });

  it('refuses a ranking that the attribution method does not give', async () => {
    const run = ablation(context('so dull', { method: 'saliency' }), request);
    await expect(finish(run)).rejects.toThrow(
      'Neuron method conductance: this attribution method gives only',
    );
  });

  it('scores a curve by its mean height over log(1 + count)', () => {
    expect(meanHeight([0, 1, 3], [4, 2, 0])).toBeCloseTo(2, 12);
    expect(meanHeight([5], [7])).toBe(7);
  });
});
