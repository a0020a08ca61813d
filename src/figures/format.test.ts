import { expect, it } from 'vitest';
import { formatNumber, formatPercent, formatSigned, formatSignedPercent, formatTick } from './format';

it.each([
  [2.414, '+2.41'],
  [-0.5, '−0.50'],
  [0, '0.00'],
  [0.00123, '+0.0012'],
  [-0.0000456, '−0.000046'],
])('writes the attribution %d as %s', (value, text) => {
  expect(formatSigned(value)).toBe(text);
});

it.each([
  [1.92649, '1.926'],
  [-0.25, '−0.250'],
  [0, '0.000'],
  [0.00012, '0.00012'],
])('writes the value %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it.each([
  [1.252, '125 %'],
  [0.0452, '4.5 %'],
  [0.00021, '0.02 %'],
  [0, '0 %'],
  [0.99, '99 %'],
])('writes the share %d as %s', (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

it('writes the sign of a share', () => {
  expect([formatSignedPercent(0.4), formatSignedPercent(-0.55)]).toEqual(['+40 %', '−55 %']);
});

it.each([
  [1.5, 0.5, '1.5'],
  [-20, 10, '−20'],
  [-0, 0.2, '0.0'],
  [0.0006, 0.0002, '0.0006'],
])('writes the tick %d among ticks %d apart as %s', (value, step, text) => {
  expect(formatTick(value, step)).toBe(text);
});
