import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderSource } from '../src/engine/checkpoint/folder';
import { openNeuronIndex } from '../src/engine/corpus/index-reader';
import { errorSchema, explanationSchema } from '../src/engine/explanation/record';
import { errorIn, linesOf, ROOT, runProcess, run as runScript } from './testing';

const model = join(ROOT, 'public/models/minilm-sst2');
const folder = mkdtempSync(join(tmpdir(), 'finegrain-'));
const explain = (args: readonly string[], input?: string) => runScript('explain', args, input);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run explain', () => {
  it('gives one valid record a line, in order, with an error record where a line fails', async () => {
    const run = await explain(['--method', 'input-x-gradient'], 'A warm film.\n\nA cold one.\n');
    const [first, second, third] = linesOf(run.out);
    expect(explanationSchema.parse(first).text).toBe('A warm film.');
    expect(errorSchema.parse(second)).toEqual({
      schema: 'finegrain/error@1',
      line: 2,
      message: 'The text has no tokens; expected at least one word.',
    });
    expect(explanationSchema.parse(third).text).toBe('A cold one.');
    expect([run.status, run.err]).toEqual([1, '']);
  });

  it('explains by integrated gradients with the rule, steps, baseline and target asked for', async () => {
    const args = [
      '--rule',
      'riemann-middle',
      '--steps',
      '4',
      '--baseline',
      'zero',
      '--target',
      'diff:negative,positive',
    ];
    const run = await explain(args, 'A cold one.');
    const { target, attribution } = explanationSchema.parse(linesOf(run.out)[0]);
    expect(target).toBe('diff:negative,positive');
    expect(attribution).toMatchObject({ rule: 'riemann-middle', steps: 4, baseline: 'zero', evaluations: 4 });
    expect(run.status).toBe(0);
  });

  it('names the sites’ shares and the neurons that carried most', async () => {
    const run = await explain(['--neurons', '3'], 'A cold one.');
    const { attribution, layers, neuronMethod, neurons, tokens } = explanationSchema.parse(
      linesOf(run.out)[0],
    );
    expect(layers?.map(({ site }) => site)).toContain('L5.resid');
    const change = (attribution?.value ?? 0) - (attribution?.baselineValue ?? 0);
    for (const { delta } of layers ?? []) expect(Math.abs(delta ?? 0)).toBeLessThan(0.01 * Math.abs(change));
    expect([neuronMethod, neurons?.length]).toEqual(['conductance', 3]);
    for (const neuron of neurons ?? []) {
      expect(neuron.neuron).toMatch(/^(emb|L\d\.(attn|ffn|resid))\.\d+$/);
      expect([neuron.tokens.length, neuron.activations.length]).toEqual([tokens.length, tokens.length]);
      expect(neuron.value).toBe(neuron.conductance);
    }
  });

  it('looks at the sites, and ranks by the method, asked for', async () => {
    const args = ['--method', 'saliency', '--neurons', 'all', '--neuron-method', 'activation'];
    const run = await explain([...args, '--sites', 'L2.ffn,emb'], 'A cold one.');
    const { layers, neurons } = explanationSchema.parse(linesOf(run.out)[0]);
    expect(layers?.map(({ site, delta }) => [site, delta])).toEqual([
      ['emb', null],
      ['L2.ffn', null],
    ]);
    expect(neurons).toHaveLength(384 + 1536);
    const sizes = (neurons ?? []).map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('computes layer integrated gradients where they are asked for', async () => {
    const args = ['--neuron-method', 'layer-integrated-gradients', '--sites', 'L4.resid', '--neurons', 'all'];
    const run = await explain(args, 'A cold one.');
    const { attribution, neurons, neuronMethod } = explanationSchema.parse(linesOf(run.out)[0]);
    expect(neuronMethod).toBe('layer-integrated-gradients');
    const sum = (neurons ?? []).reduce((total, { value }) => total + value, 0);
    const change = (attribution?.value ?? 0) - (attribution?.baselineValue ?? 0);
    expect(Math.abs(sum / change - 1)).toBeLessThan(0.01);
  });

  it('says nothing of neurons with --neurons 0', async () => {
    const run = await explain(['--neurons', '0', '--method', 'saliency'], 'A cold one.');
    expect(explanationSchema.parse(linesOf(run.out)[0])).toMatchObject({ layers: null, neurons: null });
  });

  it('says in the line’s place that a method without a path knows no conductance', async () => {
    const run = await explain(['--method', 'saliency', '--neuron-method', 'conductance'], 'A cold one.');
    expect(errorIn(linesOf(run.out)[0])).toContain(
      'Neuron method conductance: this attribution method gives only activation, gradient-x-activation.',
    );
  });

  it('gives predictions only, the same for a text whatever stands beside it', async () => {
    const text = 'Slow, sour and somehow lovely.';
    const others = Array.from({ length: 40 }, (_, i) => `Filler ${'very '.repeat(i)}long.`);
    const [alone, among] = await Promise.all([
      explain(['--method', 'none'], text),
      explain(['--method', 'none'], [...others, text].join('\n')),
    ]);
    const [record] = linesOf(alone.out);
    expect(explanationSchema.parse(record).attribution).toBeNull();
    expect(linesOf(among.out).at(-1)).toEqual(record);
    expect(linesOf(among.out)).toHaveLength(41);
  });

  it('keeps a text whole that holds other line separators, and takes \\r\\n as an end', async () => {
    const run = await explain(['--method', 'none'], 'one\u2028two\r\nthree\r\n');
    expect(linesOf(run.out).map(record => explanationSchema.parse(record).text)).toEqual([
      'one\u2028two',
      'three',
    ]);
  });

  it('tells how it is used', async () => {
    const run = await runProcess('explain', ['--help']);
    expect(run.out).toContain('--method M');
    expect(run.status).toBe(0);
  });

  it('refuses a model that is not there with one sentence and status 2', async () => {
    const run = await explain(['--model', 'no/such/folder'], 'A text.');
    expect(run.err).toMatch(/^explain: .*no\/such\/folder.* no such folder\.\n$/);
    expect([run.status, run.out]).toEqual([2, '']);
  });

  it('refuses a target that the model has no label for, in every line’s place', async () => {
    const run = await explain(['--method', 'none', '--target', 'logit:great'], 'A text.\n');
    expect(errorIn(linesOf(run.out)[0])).toContain('the model has no label "great"');
    expect(run.status).toBe(1);
  });

  it('refuses weights that are cut short, with file and cause', async () => {
    const copy = join(folder, 'cut');
    cpSync(model, copy, { recursive: true });
    truncateSync(join(copy, 'model.safetensors'), 1_000_000);
    rmSync(join(copy, 'model.safetensors.sha256'));
    const run = await explain(['--model', copy], 'A text.');
    expect(run.err).toContain('model.safetensors: ');
    expect(run.err).toContain('it is cut short');
  });

  it('refuses a family that it does not run', async () => {
    const copy = join(folder, 'family');
    cpSync(model, copy, { recursive: true });
    writeFileSync(join(copy, 'config.json'), '{"model_type":"t5"}');
    const run = await explain(['--model', copy], 'A text.');
    expect(run.err).toContain('config.json: model_type is "t5", expected one of bert.');
  });
});

describe('npm run explain --do', () => {
  const texts = ['A cold one.', 'A cold two.', 'A warm, funny film.'];
  let plain: Map<string, readonly number[]>;
  const predict = (...args: readonly string[]) => explain(['--method', 'none', ...args], texts.join('\n'));

  beforeAll(async () => {
    const records = linesOf((await predict()).out).map(record => explanationSchema.parse(record));
    plain = new Map(records.map(({ text, prediction }) => [text, prediction.logits]));
  });

  it('writes down changes and what is predicted without them, and an error where a text lacks the token', async () => {
    const run = await explain(
      ['--method', 'input-x-gradient', '--do', ' L3.ffn.{7,812}=0;L2.resid@6*-1.50 '],
      texts.slice(1).join('\n'),
    );
    const [short, long] = linesOf(run.out);
    const { interventions, patchFrom, untouched, prediction, text } = explanationSchema.parse(long);
    expect([interventions, patchFrom]).toEqual([['L3.ffn.{7,812}=0', 'L2.resid@6*-1.5'], null]);
    expect(untouched && distance(untouched.logits, plain.get(text))).toBeLessThan(1e-3);
    expect(untouched && distance(untouched.logits, prediction.logits)).toBeGreaterThan(1e-3);
    expect(errorIn(short)).toContain('the text has 6 tokens, expected a number below that after @.');
    expect(run.status).toBe(1);
  });

  it('takes =mean and percentiles from the shipped index', async () => {
    const { sha256 } = explanationSchema.parse(linesOf((await predict()).out)[0]).model;
    const source = await folderSource(join(ROOT, 'public/neurons/minilm-sst2'));
    const index = await openNeuronIndex(source, sha256);
    const mean = (await index?.entry({ site: 'L3.ffn', index: 812 }))?.statistics.mean;
    const high = (await index?.entry({ site: 'L2.ffn', index: 1265 }))?.quantiles[3];
    const logitsUnder = async (changes: string) =>
      explanationSchema.parse(linesOf((await predict('--do', changes)).out)[0]).prediction.logits;
    const named = await logitsUnder('L3.ffn.812=mean; L2.ffn.1265=p99.9');
    expect(distance(named, await logitsUnder(`L3.ffn.812=${mean}; L2.ffn.1265=${high}`))).toBe(0);
    expect(distance(named, plain.get('A cold one.'))).toBeGreaterThan(1e-3);
  });

  it('predicts for a text that is patched whole what the other text gives', async () => {
    const run = await predict('--do', 'L2.resid=patch', '--from', 'A cold two.');
    const { patchFrom, prediction } = explanationSchema.parse(linesOf(run.out)[0]);
    expect(patchFrom).toBe('A cold two.');
    expect(distance(prediction.logits, plain.get('A cold two.'))).toBeLessThan(1e-3);
  });
});

/** The largest difference between two lists of numbers; infinite where one is missing. */
function distance(a: readonly number[], b: readonly number[] = []): number {
  return Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? Infinity))));
}
