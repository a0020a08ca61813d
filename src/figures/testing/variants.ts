/** Drawings of every figure that differ in all that a figure may be given, for tests that draw one over the other. */

import { gridVariants, patchVariants } from './variants-grids';
import { neuronVariants } from './variants-neurons';
import {
  ablationVariants,
  carriersVariants,
  checkVariants,
  doseVariants,
  histogramVariants,
} from './variants-plots';
import { barsVariants, heatmapVariants, legendVariants, patchLegendVariants } from './variants-words';

/** One drawing of a figure, whole: whatever the page calls in turn. */
export type Draw = (svg: SVGSVGElement) => void;

/** What the variants of a figure are called, and how each is drawn. */
export type Variants = Readonly<Record<string, Draw>>;

export const FIGURES: Readonly<Record<string, Variants>> = {
  heatmap: heatmapVariants,
  bars: barsVariants,
  legend: legendVariants,
  ...gridVariants,
  'patch grid': patchVariants,
  'legend of a patch': patchLegendVariants,
  ...neuronVariants,
  carriers: carriersVariants,
  histogram: histogramVariants,
  'dose and response': doseVariants,
  'ablation curves': ablationVariants,
  'attribution check': checkVariants,
};
