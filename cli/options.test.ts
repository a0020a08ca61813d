import { describe, expect, it } from 'vitest';
import { parseNeuronOptions } from './neuron-options';
import { parseOptions } from './options';
import { DEFAULTS } from './testing';

describe('options of explain', () => {
  it.each([
    [
      ['--method', 'magic'],
      '--method magic: expected one of integrated-gradients, input-x-gradient, saliency, none.',
    ],
    [['--steps', '1.5'], '--steps 1.5: expected a whole number from 1 to 10000.'],
    [['--neurons', 'many'], '--neurons many: expected a whole number or all.'],
    [['--sites', 'L1.mlp'], '--sites L1.mlp: expected sites such as emb or L3.ffn, found "L1.mlp".'],
    [['--neuron-method', 'magic'], '--neuron-method magic: expected one of conductance,'],
    [['--do', 'L3.ffn=off'], '--do: Intervention "L3.ffn=off": expected a number, mean, median,'],
    [['--do', 'L3'], '--do: Intervention "L3": expected a form such as L3.ffn.812=0,'],
    [['--do', 'emb@1=patch'], '--from is missing, expected the text that =patch takes activations from.'],
    [['--do', 'emb@1=patch', '--from', ' '], '--from is missing'],
    [['--do', '--from'], "Option '--do' argument is ambiguous. Did you forget"],
    [['--wrong'], "Unknown option '--wrong'"],
  ])('%j are refused in one sentence', (args, message) => {
    const read = () => parseOptions(args, DEFAULTS);
    expect(read).toThrow(message);
    expect(read).not.toThrow('\n');
  });

  it('are relative to where the user stands, and by default what is shipped', () => {
    expect(parseOptions(['--index', 'mine', '--do', 'emb.3+1'], DEFAULTS)).toMatchObject({
      model: '/m',
      index: '/here/mine',
      interventions: 'emb.3+1',
      patchFrom: null,
    });
  });
});

it('options of neuron that say how files are read need files', () => {
  expect(() => parseNeuronOptions(['L3.ffn.812', '--header', 'no'], DEFAULTS)).toThrow(
    '--header: expected --corpus with files that are read so.',
  );
  expect(
    parseNeuronOptions(['L3.ffn.812', '--header', 'no', '--corpus', 'a.csv'], DEFAULTS)?.reading.header,
  ).toBe(false);
});
