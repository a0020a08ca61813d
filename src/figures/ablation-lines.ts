/** The lines of ablation curves: how each looks, and what is written at it or in the key. */

import { counted } from '../engine/counted';
import type { AblationCurve, AblationData } from './ablation-curves';
import { bandFill, faintInk, medianStroke } from './axes';
import { bandName, controlsName } from './band';
import type { EndLabel } from './end-labels';
import { formatNumber } from './format';
import type { KeyEntry } from './key';
import type { FigureTheme } from './theme';

const DASHES = '6 4';

export interface Look {
  readonly curve: AblationCurve;
  readonly name: string;
  readonly stroke: string;
  readonly width: number;
  readonly dashes: string | null;
  /** Stands on the line where its name cannot stand at its end; empty where the line stands out. */
  readonly letter: string;
}

/** Of the selected ranking both ends, of the others the top alone; those that stand out are drawn last. */
export function looksOf(curves: readonly AblationCurve[], theme: FigureTheme): Look[] {
  const others = curves.filter(({ selected, order }) => !selected && order === 'top');
  const selected = curves.filter(curve => curve.selected);
  return [
    ...others.map((curve, i) => ({
      curve,
      name: curve.name,
      stroke: faintInk(theme),
      width: 1.25,
      dashes: null,
      letter: String.fromCharCode('a'.charCodeAt(0) + i),
    })),
    ...selected
      .toSorted((a, b) => (a.order < b.order ? -1 : 1))
      .map(curve => ({
        curve,
        name: `${curve.name}, ${curve.order} first`,
        stroke: theme.ink,
        width: 2.5,
        dashes: curve.order === 'bottom' ? DASHES : null,
        letter: '',
      })),
  ];
}

/** Names at the right ends, whose `y` is a value of the target. */
export function endsOf(
  looks: readonly Look[],
  { counts, controls, untouched }: AblationData,
  hasLetters: boolean,
  theme: FigureTheme,
): EndLabel[] {
  const median = controls?.median.findLast(Number.isFinite);
  return [
    ...looks.map(({ curve, name, letter, stroke }) => ({
      letter: hasLetters ? letter : '',
      lines: [name],
      y: curve.values.at(-1) ?? untouched,
      fill: curve.selected ? theme.ink : theme.dim,
      stroke: curve.values.length < counts.length ? null : stroke,
      isBold: curve.selected,
    })),
    { lines: [untouchedName(untouched)], y: untouched, fill: theme.ink, stroke: theme.dim },
    ...(controls && median !== undefined
      ? [
          {
            lines: [controlsName(controls.count), bandName(controls.count)],
            y: median,
            fill: theme.dim,
            stroke: medianStroke(theme),
          },
        ]
      : []),
  ];
}

export function linesKey(
  looks: readonly Look[],
  { controls, untouched }: AblationData,
  theme: FigureTheme,
): KeyEntry[] {
  const lines = looks.toReversed().map(({ name, stroke, width, dashes, letter }): KeyEntry => {
    if (letter !== '') return { text: name, mark: { type: 'letter', letter }, colour: theme.dim };
    return { text: name, mark: { type: 'line', width, dashes }, colour: stroke };
  });
  return [
    ...lines.filter(({ mark }) => mark.type === 'line'),
    { text: untouchedName(untouched), mark: { type: 'line', width: 0.75, dashes: null }, colour: theme.dim },
    ...(controls
      ? [
          {
            text: `${controlsName(controls.count)}, ${bandName(controls.count)}`,
            mark: { type: 'band', median: medianStroke(theme) } as const,
            colour: bandFill(theme),
          },
        ]
      : []),
    ...lines.filter(({ mark }) => mark.type === 'letter').toReversed(),
  ];
}

const untouchedName = (value: number) => `untouched ${formatNumber(value)}`;

/** What circles mean, where there are any. */
export function flipKey(looks: readonly Look[], theme: FigureTheme): KeyEntry[] {
  const shares = looks.flatMap(({ curve }) => curve.flipped).filter(share => share > 0);
  const dot = (filled: boolean, text: string): KeyEntry => ({
    text,
    mark: { type: 'dot', filled },
    colour: theme.ink,
  });
  if (shares.length === 0) return [];
  if (shares.every(share => share === 1)) return [dot(true, 'decision flipped')];
  return [dot(false, 'flipped in some sentences'), dot(true, 'in half of them or more')];
}

/** What an exported figure adds: how many random orders there are, and over how many sentences values are means. */
export function ablationCaption(controls: number, sentences: number): string {
  return [
    ...(controls > 0 ? [`${counted(controls, 'random order')}.`] : []),
    ...(sentences > 1 ? [`Means over ${counted(sentences, 'sentence')}.`] : []),
  ].join(' ');
}

/** The place at which even the nearest two lines are furthest apart, the last of equals; −1 for one line. */
export function furthestApart(lines: readonly (readonly number[])[]): number {
  const places = Math.max(0, ...lines.map(line => line.length));
  const gaps = Array.from({ length: places }, (_, at) => leastGap(lines.flatMap(line => line[at] ?? [])));
  return gaps.lastIndexOf(Math.max(...gaps.filter(Number.isFinite)));
}

/** Between any two of these values; infinite where there are fewer. */
export function leastGap(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((value, i) => value - (sorted[i] ?? 0)));
}
