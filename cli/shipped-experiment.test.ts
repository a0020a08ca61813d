import { describe, expect, it } from 'vitest';
import {
  ablationSchema,
  checkSchema,
  flipSchema,
  patchSchema,
  sweepSchema,
} from '../src/engine/experiments/records';
import { predictedLabel } from '../src/engine/explanation/record';
import { errorIn, linesOf, run } from './testing';

const TEXT = 'A warm film.';
/** The text between others, one of which fails. */
const AMONG = `Slow, sour and somehow lovely.\n\n${TEXT}\n`;
const NO_TOKENS = 'The text has no tokens; expected at least one word.';

/** The command on the text alone, and among others: the same bytes, and an error in the failing line's place. */
async function aloneAndAmong(...args: readonly string[]): Promise<unknown> {
  const [alone, among] = await Promise.all([run('experiment', args, TEXT), run('experiment', args, AMONG)]);
  const [, second = '', third] = among.out.split('\n');
  expect(`${third}\n`).toBe(alone.out);
  expect(errorIn(JSON.parse(second))).toBe(NO_TOKENS);
  expect([alone.status, among.status, alone.err, among.err]).toEqual([0, 1, '', '']);
  return linesOf(alone.out)[0];
}

describe('npm run sweep', () => {
  it('gives a text the same bytes for a seed, whatever stands beside it', async () => {
    const neurons = 'L3.ffn.{1,7}; L4.ffn.3';
    const options = ['--factors', '-2:3:2.5', '--controls', '2', '--control-points', '2', '--seed', '5'];
    const record = sweepSchema.parse(await aloneAndAmong('sweep', '--neuron', neurons, ...options));
    expect(record.neurons).toEqual(['L3.ffn.1', 'L3.ffn.7', 'L4.ffn.3']);
    expect(record.points.map(({ dose }) => dose)).toEqual([-2, 0.5, 3]);
    expect(record.controls).toMatchObject({ count: 2, seed: 5 });
    expect(record.controls.points.map(({ dose, values }) => [dose, values.length])).toEqual([
      [-2, 2],
      [3, 2],
    ]);
  });

  it('says in the line’s place that the model lacks the neuron', async () => {
    const { out, status } = await run('experiment', ['sweep', '--neuron', 'L9.ffn.1'], TEXT);
    expect(errorIn(JSON.parse(out))).toContain('the model has no site L9.ffn');
    expect(status).toBe(1);
  });
});

describe('npm run ablate', () => {
  it('switches off the ends of the rankings that are asked for, and random neurons beside', async () => {
    const options = ['--ranking', 'all', '--order', 'random,top', '--counts', '0,5,1', '--controls', '2'];
    const record = ablationSchema.parse(
      await aloneAndAmong('ablate', ...options, '--sites', 'L1.ffn,L2.ffn'),
    );
    expect(record.curves.map(({ ranking, order }) => `${ranking} ${order}`)).toEqual([
      'conductance top',
      'gradient-x-activation top',
      'activation top',
      'internal-influence top',
    ]);
    expect([record.sites, record.neurons, record.counts]).toEqual([['L1.ffn', 'L2.ffn'], 3072, [0, 1, 5]]);
    for (const { values } of record.curves) {
      expect([values.length, values[0]]).toEqual([3, record.untouched.value]);
    }
    expect(record.controls.values.map(values => values.length)).toEqual([3, 3]);
  });
});

describe('npm run flip', () => {
  it('finds neurons whose change flips the decision, within the limit', async () => {
    const args = ['flip', '--limit', '4', '--sites', 'L4.ffn,L5.ffn'];
    const { out, status } = await run('experiment', args, 'It is too long but fine.\n\n');
    const [first, second] = linesOf(out);
    const { limit, sites, neurons, untouched, flipped, spared } = flipSchema.parse(first);
    expect([limit, sites]).toEqual([4, ['L4.ffn', 'L5.ffn']]);
    expect([predictedLabel(untouched.prediction), flipped && predictedLabel(flipped.prediction)]).toEqual([
      1, 0,
    ]);
    expect(neurons?.length).toBeLessThanOrEqual(4);
    expect(spared.map(({ neuron, label }) => [neuron, label])).toEqual(
      neurons?.map(neuron => [neuron, 'positive']),
    );
    expect([errorIn(second), status]).toEqual([NO_TOKENS, 1]);
  });
});

describe('npm run check', () => {
  it('compares the attribution of single neurons with their effect', async () => {
    const options = ['--ranking', 'gradient-x-activation', '--count', '4', '--method', 'saliency'];
    const record = checkSchema.parse(await aloneAndAmong('check', ...options, '--seed', '3'));
    expect([record.ranking, record.seed]).toEqual(['gradient-x-activation', 3]);
    expect(record.points.map(({ group }) => group)).toEqual([
      ...Array.from({ length: 4 }, () => 'top'),
      ...Array.from({ length: 4 }, () => 'random'),
    ]);
  });
});

describe('npm run patch', () => {
  it('carries over from one text to the other, in options or as lines, with the same bytes', async () => {
    const [from, to] = ['A dull film.', TEXT];
    const args = ['patch', '--sites', 'emb,L3.resid', '--do', 'L0.ffn.7=patch'];
    const [one, lines] = await Promise.all([
      run('experiment', [...args, '--from', from, '--to', to]),
      run('experiment', args, `${to}\n${from}\t${to}\n${from}\t\n`),
    ]);
    const [first, second, third] = lines.out.split('\n');
    const record = patchSchema.parse(JSON.parse(one.out));
    expect([record.text, record.from, record.patchFrom]).toEqual([to, from, from]);
    expect(record.rows.map(({ site, all }) => [site, Math.round((all ?? 0) * 100)])).toEqual([
      ['emb', 100],
      ['L3.resid', 100],
    ]);
    expect(`${second}\n`).toBe(one.out);
    expect(errorIn(JSON.parse(first ?? ''))).toContain('Expected two texts with a tab between');
    expect(errorIn(JSON.parse(third ?? ''))).toBe(NO_TOKENS);
    expect([one.status, lines.status]).toEqual([0, 1]);
  });

  it('refuses one text without the other, with one sentence and status 2', async () => {
    const { out, err, status } = await run('experiment', ['patch', '--to', TEXT]);
    expect(err).toBe('patch: --from is missing, expected the text that activations are carried over from.\n');
    expect([status, out]).toEqual([2, '']);
  });
});
