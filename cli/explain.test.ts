import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { errorSchema, explanationSchema } from '../src/engine/explanation/record';

const root = fileURLToPath(new URL('..', import.meta.url));
const model = join(root, 'public/models/minilm-sst2');
const folder = mkdtempSync(join(tmpdir(), 'finegrain-'));

afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as a user runs it, in a process of its own. */
function explain(args: readonly string[], input = ''): Promise<Run> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/explain.ts', ...args], { cwd: root });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
    });
    child.on('close', status => resolve({ status, out, err }));
    child.stdin.end(input);
  });
}

const linesOf = ({ out }: Run): unknown[] =>
  out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));

describe('npm run explain', () => {
  it('gives one valid record a line, in order, with an error record where a line fails', async () => {
    const run = await explain(['--method', 'input-x-gradient'], 'A warm film.\n\nA cold one.\n');
    const [first, second, third] = linesOf(run);
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
    const { target, attribution } = explanationSchema.parse(linesOf(run)[0]);
    expect(target).toBe('diff:negative,positive');
    expect(attribution).toMatchObject({ rule: 'riemann-middle', steps: 4, baseline: 'zero', evaluations: 4 });
    expect(run.status).toBe(0);
  });

  it('names the sites’ shares and the neurons that carried most', async () => {
    const run = await explain(['--neurons', '3'], 'A cold one.');
    const { attribution, layers, neuronMethod, neurons, tokens } = explanationSchema.parse(linesOf(run)[0]);
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
    const { layers, neurons } = explanationSchema.parse(linesOf(run)[0]);
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
    const { attribution, neurons, neuronMethod } = explanationSchema.parse(linesOf(run)[0]);
    expect(neuronMethod).toBe('layer-integrated-gradients');
    const sum = (neurons ?? []).reduce((total, { value }) => total + value, 0);
    const change = (attribution?.value ?? 0) - (attribution?.baselineValue ?? 0);
    expect(Math.abs(sum / change - 1)).toBeLessThan(0.01);
  });

  it('says nothing of neurons with --neurons 0', async () => {
    const run = await explain(['--neurons', '0', '--method', 'saliency'], 'A cold one.');
    expect(explanationSchema.parse(linesOf(run)[0])).toMatchObject({ layers: null, neurons: null });
  });

  it('says in the line’s place that a method without a path knows no conductance', async () => {
    const run = await explain(['--method', 'saliency', '--neuron-method', 'conductance'], 'A cold one.');
    expect(errorSchema.parse(linesOf(run)[0]).message).toContain(
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
    const [record] = linesOf(alone);
    expect(explanationSchema.parse(record).attribution).toBeNull();
    expect(linesOf(among).at(-1)).toEqual(record);
    expect(linesOf(among)).toHaveLength(41);
  });

  it('keeps a text whole that holds other line separators, and takes \\r\\n as an end', async () => {
    const run = await explain(['--method', 'none'], 'one\u2028two\r\nthree\r\n');
    expect(linesOf(run).map(record => explanationSchema.parse(record).text)).toEqual([
      'one\u2028two',
      'three',
    ]);
  });

  it('tells how it is used', async () => {
    const run = await explain(['--help']);
    expect(run.out).toContain('--method M');
    expect(run.status).toBe(0);
  });

  it.each([
    [
      ['--method', 'magic'],
      '--method magic: expected one of integrated-gradients, input-x-gradient, saliency, none.',
    ],
    [['--steps', '0'], '--steps 0: expected a whole number from 1 to 10000.'],
    [['--model', 'no/such/folder'], 'no such folder.'],
    [['--neurons', 'many'], '--neurons many: expected a whole number or all.'],
    [['--sites', 'L1.mlp'], '--sites L1.mlp: expected sites such as emb or L3.ffn, found "L1.mlp".'],
    [['--neuron-method', 'magic'], '--neuron-method magic: expected one of conductance,'],
    [['--wrong'], '--wrong'],
  ])('refuses %j with one sentence and status 2', async (args, message) => {
    const run = await explain(args, 'A text.');
    expect(run.err).toContain(message);
    expect(run.err.trim().split('\n')).toHaveLength(1);
    expect([run.status, run.out]).toEqual([2, '']);
  });

  it('refuses a target that the model has no label for, in every line’s place', async () => {
    const run = await explain(['--method', 'none', '--target', 'logit:great'], 'A text.\n');
    expect(errorSchema.parse(linesOf(run)[0]).message).toContain('the model has no label "great"');
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
