import { describe, expect, it } from 'vitest';
import type { ExperimentRequest } from '../src/engine/experiments/experiment';
import { COMMANDS } from './experiment-options';
import { DEFAULTS } from './testing';

const parse = (command: string, ...args: readonly string[]) => COMMANDS[command]?.parse(args, DEFAULTS);
const jobOf = (command: string, ...args: readonly string[]) => parse(command, ...args)?.jobOf('A film.');
const requestOf = (...args: readonly [string, ...string[]]): ExperimentRequest | undefined =>
  jobOf(...args)?.request;

const neuron = ['--neuron', 'L3.ffn.812'] as const;

describe('options of sweep', () => {
  it('are by default 21 factors from -2 to 3 beside 20 controls at all of them', () => {
    expect(requestOf('sweep', ...neuron)).toEqual({
      kind: 'sweep',
      neurons: ['L3.ffn.812'],
      dose: 'factor',
      range: { from: -2, to: 3 },
      points: 21,
      controls: { count: 20, points: 21, seed: 1 },
    });
  });

  it.each([
    [['--factors', '-2:3:0.25'], { dose: 'factor', range: { from: -2, to: 3 }, points: 21 }],
    [['--factors', '-.5:0:.5'], { dose: 'factor', range: { from: -0.5, to: 0 }, points: 2 }],
    [['--factors=0:0.3:0.1'], { dose: 'factor', range: { from: 0, to: 0.3 }, points: 4 }],
    [['--values', '-1e-1:1:0.1'], { dose: 'value', range: { from: -0.1, to: 1 }, points: 12 }],
    [['--values', 'corpus'], { dose: 'value', range: null, points: 21 }],
    [['--values', 'corpus:5'], { dose: 'value', range: null, points: 5 }],
    [['--controls', '0', '--seed', '7'], { controls: { count: 0, points: 21, seed: 7 } }],
    [['--control-points', '3'], { controls: { count: 20, points: 3, seed: 1 } }],
  ])('%j are read', (args, expected) => {
    expect(requestOf('sweep', ...neuron, ...args)).toMatchObject(expected);
  });

  it.each([
    [[], '--neuron is missing, expected neurons such as L3.ffn.812 or L3.ffn.{1,7}.'],
    [['--neuron', 'L3'], '--neuron: Neurons "L3": expected such as L3.ffn.812'],
    [['--neuron', ' ; '], '--neuron " ; ": expected neurons'],
    [[...neuron, '--factors', '1:2'], '--factors 1:2: expected from:to:step, such as -2:3:0.25.'],
    [[...neuron, '--factors', '0:1:0'], '--factors 0:1:0: expected a step above 0.'],
    [[...neuron, '--factors', '0:1:-1'], '--factors 0:1:-1: expected a step above 0.'],
    [[...neuron, '--factors', '1:1:1'], '--factors 1:1:1: expected an end above 1.'],
    [[...neuron, '--factors', '0:1:0.3'], '0:1:0.3: 1 is not reached from 0 by whole steps of 0.3.'],
    [[...neuron, '--factors', '0:1:9'], '--factors 0:1:9: 1 is not reached'],
    [[...neuron, '--factors', '0:1:1e-9'], '--factors 0:1:1e-9: expected at most 10000 points.'],
    [[...neuron, '--values', 'all'], '--values all: expected from:to:step'],
    [[...neuron, '--values', 'corpus:1'], '--values corpus: 1: expected a whole number from 2 to 10000.'],
    [['--neuron', 'emb.{1,2}', '--values', 'corpus'], '--values corpus: expected one neuron in --neuron'],
    [[...neuron, '--factors', '0:1:1', '--values', 'corpus'], '--values: expected only one of --factors'],
    [[...neuron, '--controls', 'x'], '--controls x: expected a whole number from 0 to 1000.'],
    [[...neuron, '--control-points', '0'], '--control-points 0: expected a whole number'],
    [[...neuron, '--seed', '-1'], '--seed -1: expected a whole number from 0 to 4294967295.'],
    [[...neuron, '--do', 'x'], '--do: Intervention "x": expected a form such as'],
    [[...neuron, '--do', 'emb@1=patch'], '--from is missing, expected the text that =patch takes'],
    [[...neuron, '--method', 'saliency'], "Unknown option '--method'"],
    [[...neuron, '--factors'], "Option '--factors <value>' argument missing"],
  ])('%j are refused in one sentence', (args, message) => {
    expect(() => parse('sweep', ...args)).toThrow(message);
  });
});

describe('options of ablate', () => {
  it('are by default both ends of conductance and 20 random orders', () => {
    expect(requestOf('ablate')).toEqual({
      kind: 'ablation',
      rankings: ['conductance'],
      orders: ['top', 'bottom'],
      sites: null,
      counts: [0, 1, 2, 5, 10, 20, 50, 100],
      controls: { count: 20, seed: 1 },
    });
  });

  it('draw no random orders where none are asked for, and rank nothing where only they are', () => {
    expect(requestOf('ablate', '--order', 'bottom')).toMatchObject({
      orders: ['bottom'],
      controls: { count: 0 },
    });
    expect(requestOf('ablate', '--order', 'random')).toMatchObject({
      orders: [],
      rankings: [],
      controls: { count: 20 },
    });
  });

  it('take rankings, sites and counts in lists, each once', () => {
    const args = ['--ranking', 'activation, conductance,activation', '--sites', 'emb, L0.attn'];
    expect(requestOf('ablate', ...args, '--counts', '10, 1,10,0')).toMatchObject({
      rankings: ['activation', 'conductance'],
      sites: ['emb', 'L0.attn'],
      counts: [0, 1, 10],
    });
  });

  it.each([
    [['--ranking', 'magic'], '--ranking magic: expected one of conductance,'],
    [['--order', 'top,down'], '--order down: expected one of top, bottom, random.'],
    [['--counts', '1,,2'], '--counts 1,,2: expected whole numbers with commas between, found "".'],
    [['--counts', '-1'], '--counts -1: expected whole numbers with commas between, found "-1".'],
    [['--sites', 'L1'], '--sites L1: expected sites such as emb or L3.ffn, found "L1".'],
    [['--rule', 'simpson'], '--rule simpson: expected one of adaptive,'],
  ])('%j are refused', (args, message) => {
    expect(() => parse('ablate', ...args)).toThrow(message);
  });
});

describe('options of flip and check', () => {
  it('have their defaults', () => {
    expect(requestOf('flip')).toEqual({ kind: 'flip', sites: null, limit: 100 });
    expect(requestOf('check')).toEqual({
      kind: 'check',
      ranking: 'conductance',
      sites: null,
      count: 100,
      seed: 1,
    });
  });

  it('say how neurons are ranked, and of what target', () => {
    const args = [
      '--rule',
      'riemann-left',
      '--steps',
      '8',
      '--baseline',
      'zero',
      '--target',
      'prob:positive',
    ];
    expect(jobOf('check', ...args)?.subject).toMatchObject({
      text: 'A film.',
      method: 'integrated-gradients',
      rule: 'riemann-left',
      steps: 8,
      baseline: 'zero',
      target: 'prob:positive',
      interventions: '',
    });
  });

  it('refuse a limit of none, and a ranking that there is not', () => {
    expect(() => parse('flip', '--limit', '0')).toThrow('--limit 0: expected a whole number from 1');
    expect(() => parse('check', '--ranking', 'all')).toThrow('--ranking all: expected one of conductance,');
  });
});

describe('options of patch', () => {
  it('hold both texts, or neither', () => {
    expect(parse('patch', '--from', 'a', '--to', 'b')?.isWhole).toBe(true);
    expect(parse('patch')?.isWhole).toBe(false);
    expect(() => parse('patch', '--from', 'a')).toThrow('--to is missing');
    expect(() => parse('patch', '--to', 'a')).toThrow('--from is missing');
  });
});

describe.each(Object.keys(COMMANDS))('npm run %s', command => {
  it('tells how it is used', () => {
    expect(parse(command, '--help')).toBeNull();
    expect(COMMANDS[command]?.usage).toContain(`npm run --silent ${command} -- `);
    expect(Math.max(...(COMMANDS[command]?.usage ?? '').split('\n').map(line => line.length))).toBeLessThan(
      120,
    );
  });
});
