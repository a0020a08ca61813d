/** Saves a panel's figures as an image, its values as CSV, and the explanation record as JSON. */

import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Explanation } from '../engine/explanation/record';
import { csvFile } from '../figures/csv';
import { BlurredCanvas, figureMarkup, rasterise, saveFile } from '../figures/export';
import { modelCaption, quotedLine, settingsCaption } from '../figures/settings';
import type { FigureTheme } from '../figures/theme';
import type { Draw } from './figure';

/** A file of values: what the menu calls it, and its text. */
export interface ValueFile {
  readonly contents: string;
  readonly write: (explanation: Explanation) => string;
}

interface Props {
  /** The panel's name, which ends the file's and tells the page's menus apart. */
  readonly what: string;
  /** Null while there is no final result. */
  readonly explanation: Explanation | null;
  readonly draws: readonly Draw[];
  readonly theme: FigureTheme;
  readonly csv: ValueFile;
  /** What JSON holds; the explanation record where it is left out. */
  readonly json?: ValueFile;
  /** Lines under saved figures, in front of those on model and method; none where it is left out. */
  readonly caption?: readonly string[];
  /** The first line under saved figures: what they are of; the explained text where it is left out. */
  readonly subject?: string | undefined;
  /** No attribution is in the figure, so that neither target nor method are told. */
  readonly isPlain?: boolean;
}

/** Width of a saved figure in CSS pixels, that of the column on a wide screen. */
const FIGURE_WIDTH = 880;
/** Pixels of a saved PNG for each CSS pixel. */
const PNG_SCALE = 2;

const FORMATS = ['PNG', 'SVG', 'CSV', 'JSON'] as const;
type Format = (typeof FORMATS)[number];
/** Formats of what has no figure. */
const VALUE_FORMATS: readonly Format[] = ['CSV', 'JSON'];

export function DownloadMenu(props: Props) {
  const { what, explanation, draws, csv, json } = props;
  const contents: Readonly<Record<Format, string>> = {
    PNG: 'figure',
    SVG: 'figure',
    CSV: csv.contents,
    JSON: json?.contents ?? 'explanation record',
  };
  const [error, setError] = useState<{ readonly text: string; readonly offersSvg: boolean } | null>(null);

  function download(format: Format) {
    if (!explanation) return;
    setError(null);
    save(format, explanation, props).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const offersSvg = cause instanceof BlurredCanvas;
      setError({ text: `The ${format} could not be made: ${reason}${offersSvg ? '.' : ''}`, offersSvg });
    });
  }

  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="tool" disabled={explanation === null}>
          Download <span className="visually-hidden">{what}</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className="floating menu" align="end" sideOffset={4} collisionPadding={8}>
          {(draws.length > 0 ? FORMATS : VALUE_FORMATS).map(format => (
            <DropdownMenu.Item key={format} className="menu-item" onSelect={() => download(format)}>
              {format} <span className="dim">{contents[format]}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      {error !== null && (
        <p role="alert" className="download-error">
          {error.text}{' '}
          {error.offersSvg && (
            <button type="button" className="link-button" onClick={() => download('SVG')}>
              Save the SVG instead
            </button>
          )}
        </p>
      )}
    </>
  );
}

async function save(
  format: Format,
  explanation: Explanation,
  { what, draws, theme, csv, json, caption = [], subject, isPlain = false }: Props,
): Promise<void> {
  const settings = isPlain ? modelCaption(explanation) : settingsCaption(explanation);
  const lines = [subject ?? `Text ${quotedLine(explanation.text)}`, ...caption, ...settings];
  const markup = () => figureMarkup(draws, { width: FIGURE_WIDTH, theme, caption: lines });
  const name = `finegrain-${slugOf(explanation.text)}-${what.replaceAll(' ', '-')}`;
  switch (format) {
    case 'PNG':
      return saveFile(`${name}.png`, await rasterise(markup(), PNG_SCALE, theme.ground), 'image/png');
    case 'SVG':
      return saveFile(`${name}.svg`, markup(), 'image/svg+xml');
    case 'CSV':
      return saveFile(`${name}.csv`, csvFile(csv.write(explanation)), 'text/csv');
    case 'JSON':
      return saveFile(`${name}.json`, json?.write(explanation) ?? pretty(explanation), 'application/json');
  }
}

/** A record as it stands in a file. */
export const pretty = (record: object) => `${JSON.stringify(record, null, 2)}\n`;

const SLUG_WORDS = 4;
const MAX_SLUG = 40;

/** The first words of a text, as they may stand in a file's name. */
function slugOf(text: string): string {
  const words = text.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, SLUG_WORDS).join('-').toLowerCase().slice(0, MAX_SLUG) || 'explanation';
}
