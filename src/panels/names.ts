/** What the choices of the engine are called on the page. */

import type { BaselineName, Method, Rule } from '../engine/explanation/record';

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
