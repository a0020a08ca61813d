/** What the choices of the engine are called on the page. */

import type { BaselineName, Method, Rule } from '../engine/explanation/record';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import type { GridRows, Kind } from '../state/view';

export const METHOD_NAMES: Readonly<Record<Method, string>> = {
  'integrated-gradients': 'Integrated gradients',
  'input-x-gradient': 'Input × gradient',
  saliency: 'Saliency',
};

export const BASELINE_NAMES: Readonly<Record<BaselineName, string>> = {
  pad: '[PAD]',
  mask: '[MASK]',
  zero: 'zero vector',
  mean: 'mean embedding',
};

export const RULE_NAMES: Readonly<Record<Rule, string>> = {
  adaptive: 'adaptive',
  'gauss-legendre': 'Gauss–Legendre',
  'riemann-left': 'Riemann, left',
  'riemann-right': 'Riemann, right',
  'riemann-middle': 'Riemann, middle',
  'riemann-trapezoid': 'Riemann, trapezoid',
};

export const NEURON_METHOD_NAMES: Readonly<Record<NeuronMethod, string>> = {
  conductance: 'conductance',
  'gradient-x-activation': 'gradient × activation',
  activation: 'activation',
  'internal-influence': 'internal influence',
  'layer-integrated-gradients': 'layer integrated gradients',
};

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  ffn: 'feed-forward',
  attn: 'attention',
  resid: 'block output',
  emb: 'embedding',
  all: 'all sites',
};

export const GRID_ROW_NAMES: Readonly<Record<GridRows, string>> = {
  'resid,ffn': 'block output and feed-forward',
  all: 'and attention',
};
