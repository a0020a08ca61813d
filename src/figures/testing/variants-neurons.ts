/** Variants of the neuron list: rows with their switches as the page draws them, as they are saved, and the head. */

import {
  drawNeuronHead,
  drawNeuronList,
  markNeurons,
  type NeuronListOptions,
  type NeuronRow,
} from '../neuron-list';
import { drawNeuronSwitches } from '../neuron-switches';
import { FIGURE_THEMES } from '../theme';

const { light, dark } = FIGURE_THEMES;

const rowsOf = (indices: readonly number[], pieces: number, topWords?: readonly string[]): NeuronRow[] =>
  indices.map((index, at) => ({
    place: at + 1,
    address: `L0.ffn.${index}`,
    value: (index - 3) / 2,
    activation: index / 10,
    strip: Array.from({ length: pieces }, (_, i) => Math.sin(index + i)),
    ...(topWords && { topWords }),
    label: `L0.ffn.${index}, ${index}`,
  }));

const base: NeuronListOptions = {
  width: 700,
  theme: light,
  max: 3,
  isSigned: true,
  isActivation: false,
  pieces: 5,
  marked: null,
  hasWords: true,
  count: 100,
};

interface Page {
  readonly rows: readonly NeuronRow[];
  readonly options?: Partial<NeuronListOptions>;
  readonly marks?: { readonly selected: string | null; readonly active: number | null };
  readonly changed?: { readonly off: readonly string[]; readonly more: readonly string[] };
  readonly hasRoom?: boolean;
}

function drawPage(svg: SVGSVGElement, { rows, options, marks, changed, hasRoom = true }: Page): void {
  const all = { ...base, ...options, idOf: (place: number) => `row-${place}`, onSelect: () => undefined };
  drawNeuronList(svg, rows, all);
  markNeurons(svg, marks ?? { selected: null, active: null });
  drawNeuronSwitches(svg, {
    width: all.width,
    theme: all.theme,
    off: new Set(changed?.off),
    changed: new Set(changed?.more),
    onSwitch: () => undefined,
    onMore: () => undefined,
    hasRoom,
  });
}

function drawPicture(
  svg: SVGSVGElement,
  rows: readonly NeuronRow[],
  options: Partial<NeuronListOptions>,
): void {
  drawNeuronList(svg, rows, { ...base, ...options });
  markNeurons(svg, { selected: 'L0.ffn.2', active: null });
}

const WORDS = ['awful', 'dull', 'tedious'];
const two = rowsOf([2, 7], 5, WORDS);
const four = rowsOf([7, 1, 2, 5], 12);

export const neuronVariants = {
  'neuron list': {
    short: (svg: SVGSVGElement) => drawPage(svg, { rows: two }),
    'long, marked and changed': (svg: SVGSVGElement) =>
      drawPage(svg, {
        rows: four,
        options: { pieces: 12, marked: 3, hasWords: false },
        marks: { selected: 'L0.ffn.2', active: 3 },
        changed: { off: ['L0.ffn.7'], more: ['L0.ffn.5'] },
      }),
    'narrow, of activations': (svg: SVGSVGElement) =>
      drawPage(svg, {
        rows: four,
        options: { width: 190, pieces: 12, isActivation: true, isSigned: false, max: 0 },
        hasRoom: false,
      }),
    empty: (svg: SVGSVGElement) => drawPage(svg, { rows: [] }),
    'a picture': (svg: SVGSVGElement) => drawPicture(svg, two, {}),
    'a dark picture': (svg: SVGSVGElement) =>
      drawPicture(svg, four, { theme: dark, pieces: 12, hasWords: false }),
  },
  'head of the neuron list': {
    wide: (svg: SVGSVGElement) => drawNeuronHead(svg, { ...base, value: 'conductance', unit: 'logit' }),
    'without words': (svg: SVGSVGElement) =>
      drawNeuronHead(svg, { ...base, hasWords: false, value: 'activation', unit: '' }),
    'narrow and dark': (svg: SVGSVGElement) =>
      drawNeuronHead(svg, {
        ...base,
        width: 190,
        theme: dark,
        value: 'gradient × activation',
        unit: 'logit',
      }),
  },
};
