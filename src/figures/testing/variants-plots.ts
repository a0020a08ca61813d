/** Variants of the figures with axes. */

import { type AblationCurve, type AblationData, drawAblationCurves } from '../ablation-curves';
import { type CarrierLine, drawCarriers } from '../carriers';
import { type CheckPoint, drawCheckScatter } from '../check-scatter';
import { type DoseData, drawDoseResponse } from '../dose-response';
import { drawHistogram } from '../histogram';
import { FIGURE_THEMES } from '../theme';

const { light, dark } = FIGURE_THEMES;
const frame = { width: 700, theme: light, label: 'What the figure shows.' };

const carrier = (id: string, count: number): CarrierLine => ({
  id,
  name: id,
  cumulative: Array.from({ length: count }, (_, i) => (i + 1) / count),
  dashed: id.endsWith('ffn'),
});
const carried = { ...frame, shares: [0.5, 0.9], selected: null };
const manySites = Array.from({ length: 6 }, (_, i) => [
  carrier(`L${i}.resid`, 60),
  carrier(`L${i}.ffn`, 40),
]).flat();

export const carriersVariants = {
  'two lines': (svg: SVGSVGElement) => drawCarriers(svg, [carrier('emb', 30), carrier('L0.ffn', 9)], carried),
  'many, one selected': (svg: SVGSVGElement) =>
    drawCarriers(svg, manySites, { ...carried, selected: 'L2.ffn' }),
  'many and narrow': (svg: SVGSVGElement) =>
    drawCarriers(svg, manySites, { ...carried, width: 216, theme: dark }),
  none: (svg: SVGSVGElement) => drawCarriers(svg, [], carried),
};

const bins = { from: -1, to: 3, counts: [4, 50, 0, 7], minimum: -1.5, maximum: 4 };

export const histogramVariants = {
  unmarked: (svg: SVGSVGElement) => drawHistogram(svg, bins, { ...frame, marks: [] }),
  marked: (svg: SVGSVGElement) =>
    drawHistogram(svg, bins, {
      ...frame,
      marks: [
        { text: 'dull', value: 3.5 },
        { text: 'so', value: 0.2 },
      ],
    }),
  'above zero, with more bins': (svg: SVGSVGElement) =>
    drawHistogram(
      svg,
      { from: 0, to: 6, counts: [9, 3, 2, 1, 1, 0], minimum: 0, maximum: 6 },
      { ...frame, theme: dark, width: 216, marks: [{ text: 'film', value: 9 }] },
    ),
};

const doses = [-1, 0, 1, 2];
const sweep: DoseData = {
  name: 'L3.ffn.812',
  points: doses.map(dose => ({ dose, value: dose * 0.4 })),
  controls: { count: 3, points: doses.map(dose => ({ dose, values: [0.1, 0.2, dose / 9] })) },
  flips: [
    { dose: -0.4, from: 'negative', to: 'positive' },
    { dose: 1.5, from: 'positive', to: 'negative' },
  ],
  untouched: { value: 0.4, dose: 1 },
  quantiles: ['p1', 'p50', 'p99'].map((name, i) => ({ name, at: i - 1 })),
};
const started: DoseData = {
  ...sweep,
  name: '5 neurons',
  points: [],
  controls: { count: 0, points: [] },
  flips: [],
  untouched: { value: 0.4, dose: null },
  quantiles: [],
};
const turned = { ...frame, dose: 'factor', domain: [-1, 2], unit: 'logit of positive' } as const;

export const doseVariants = {
  started: (svg: SVGSVGElement) => drawDoseResponse(svg, started, turned),
  finished: (svg: SVGSVGElement) => drawDoseResponse(svg, sweep, turned),
  'narrow, of values': (svg: SVGSVGElement) =>
    drawDoseResponse(svg, sweep, { ...turned, width: 216, theme: dark, dose: 'value' }),
};

const counts = [0, 1, 10, 100];
const curve = (
  id: string,
  selected: boolean,
  length: number,
  order: 'top' | 'bottom' = 'top',
): AblationCurve => ({
  id,
  name: id,
  order,
  selected,
  values: counts.slice(0, length).map(count => 2 - Math.log1p(count) / (selected ? 2 : 3)),
  flipped: counts.slice(0, length).map(count => (count > 9 ? 0.6 : 0)),
});
const ablation: AblationData = {
  counts,
  curves: [
    curve('conductance', true, 4),
    curve('conductance up', true, 4, 'bottom'),
    curve('activation', false, 4),
  ],
  controls: { low: [1, 1, 1, 1], median: [2, 2, 2, 2], high: [3, 3, 3, 3], count: 20 },
  untouched: 2,
};
const half: AblationData = {
  ...ablation,
  curves: [curve('activation', true, 2), curve('conductance', false, 0)],
  controls: null,
};
const ablated = { ...frame, unit: 'logit of positive' };

export const ablationVariants = {
  'half of it': (svg: SVGSVGElement) => drawAblationCurves(svg, half, ablated),
  whole: (svg: SVGSVGElement) => drawAblationCurves(svg, ablation, ablated),
  'narrow and dark': (svg: SVGSVGElement) =>
    drawAblationCurves(svg, ablation, { ...ablated, width: 216, theme: dark }),
};

const point = (neuron: string, group: 'top' | 'random', attribution: number, effect: number): CheckPoint => ({
  neuron,
  group,
  attribution,
  effect,
});
const points = [
  point('L0.ffn.1', 'top', 0.5, 0.4),
  point('L0.ffn.2', 'top', -0.2, -0.3),
  point('L0.ffn.3', 'random', 0, 0.01),
];
const swapped = [point('L0.ffn.1', 'random', 0.1, 0), point('L0.ffn.9', 'top', 1, 2)];
const checked = { ...frame, unit: 'logit', isComparable: true, selected: null };
const operable = { ...checked, onSelect: () => undefined, onPoint: () => undefined };

export const checkVariants = {
  three: (svg: SVGSVGElement) => drawCheckScatter(svg, points, operable),
  'selected and pointed at': (svg: SVGSVGElement) =>
    drawCheckScatter(svg, points, { ...operable, selected: 'L0.ffn.1', pointed: 'L0.ffn.3' }),
  'others, narrow': (svg: SVGSVGElement) =>
    drawCheckScatter(svg, swapped, { ...operable, width: 216, isComparable: false }),
  none: (svg: SVGSVGElement) => drawCheckScatter(svg, [], operable),
  'a dark picture': (svg: SVGSVGElement) => drawCheckScatter(svg, points, { ...checked, theme: dark }),
};
