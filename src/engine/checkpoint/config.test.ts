import { describe, expect, it } from 'vitest';
import { parseConfig } from './config';

const valid = {
  model_type: 'bert',
  vocab_size: 30,
  hidden_size: 12,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: 20,
  max_position_embeddings: 16,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_act: 'gelu',
  id2label: { '1': 'positive', '0': 'negative' },
};

describe('config.json', () => {
  it('gives the labels in the order of the logits', () => {
    expect(parseConfig(valid).labels).toEqual(['negative', 'positive']);
  });

  it('keeps the order where there are more than ten labels', () => {
    const id2label = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [String(i), `l${i}`]));
    expect(parseConfig({ ...valid, id2label }).labels[10]).toBe('l10');
  });

  it.each([
    ['an unknown family', { model_type: 't5' }, 'config.json: model_type is "t5", expected one of bert.'],
    ['no family', { model_type: undefined }, 'config.json: model_type is missing'],
    ['another activation', { hidden_act: 'relu' }, 'config.json: hidden_act: '],
    ['a missing size', { hidden_size: undefined }, 'config.json: hidden_size: '],
    [
      'heads that do not divide',
      { num_attention_heads: 5 },
      'hidden_size 12 does not divide by num_attention_heads 5',
    ],
    ['one label', { id2label: { '0': 'only' } }, 'config.json: id2label should name at least two labels'],
    ['a gap in the labels', { id2label: { '0': 'a', '2': 'b' } }, 'counted from 0 without gaps'],
  ])('with %s is refused with a sentence', (_, change, message) => {
    expect(() => parseConfig({ ...valid, ...change })).toThrow(message);
  });
});
