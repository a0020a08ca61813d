/** Saves a panel's figures as an image, its values as CSV, and the explanation record as JSON. */

import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Explanation } from '../engine/explanation/record';
import type { FigureTheme } from '../figures/theme';
import { loadPart } from '../state/parts';
import type { Draw } from './figure';

/** A file of values: what the menu calls it, and its text. */
export interface ValueFile {
  readonly contents: string;
  readonly write: (explanation: Explanation) => string;
}

export interface Saved {
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

const FORMATS = ['PNG', 'SVG', 'CSV', 'JSON'] as const;
export type Format = (typeof FORMATS)[number];
/** Formats of what has no figure. */
const VALUE_FORMATS: readonly Format[] = ['CSV', 'JSON'];

export function DownloadMenu(props: Saved) {
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
    // Few visitors save anything, and what they see first does not wait for it.
    loadPart('what saves files', () => import('./save-figure'))
      .then(({ save }) => save(format, explanation, props))
      .catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        const offersSvg = cause instanceof Error && cause.name === 'BlurredCanvas';
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

/** A record as it stands in a file. */
export const pretty = (record: object) => `${JSON.stringify(record, null, 2)}\n`;
