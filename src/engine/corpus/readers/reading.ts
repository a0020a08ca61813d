/** A file as it is read: what was found out of how it is written, its texts, and what of it is left out. */

import { type Format, formatOf, type ReadingChoices } from './choices';
import { decodeText, type EncodingName } from './decode';
import { readJson } from './json';
import { LINE_END } from './passages';
import { type FormatReading, SHOWN_ROWS } from './shown';
import { readTable } from './table';

export interface Reading extends FormatReading {
  readonly file: string;
  readonly encoding: EncodingName;
  readonly format: Format;
  /** False where only the file's beginning was read. */
  readonly isWhole: boolean;
}

/**
 * Reads a file.
 * @param isWhole false where `bytes` are only its beginning: what is cut at the end is left out
 * @throws Error, one sentence that names the file, what was found and what was expected
 */
export function readFile(bytes: Uint8Array, file: string, choices: ReadingChoices, isWhole = true): Reading {
  const { text, encoding } = decodeText(bytes, file, isWhole);
  const format = choices.format ?? formatOf(file);
  return { file, encoding, format, isWhole, ...readText(text, file, format, choices, isWhole) };
}

function readText(
  text: string,
  file: string,
  format: Format,
  choices: ReadingChoices,
  isWhole: boolean,
): FormatReading {
  switch (format) {
    case 'lines':
      return readLines(text, isWhole);
    case 'table':
      return readTable(text, file, choices, isWhole);
    case 'json':
      return readJson(text, file, choices, isWhole);
  }
}

function readLines(text: string, isWhole: boolean): FormatReading {
  const lines = text.split(LINE_END);
  if (!isWhole && lines.length > 1) lines.pop();
  const texts = lines.filter(line => line.trim() !== '');
  const shown = lines
    .map((line, at) => ({ number: at + 1, cells: [line], isRead: true }))
    .filter(({ cells: [line = ''] }) => line.trim() !== '')
    .slice(0, SHOWN_ROWS);
  const none = { settings: null, columns: [], column: null, leftOut: [], notes: [] };
  return { ...none, rows: texts.length, shown, texts };
}

/** What a reading settled, so that the whole file is read as its beginning was. */
export function settledChoices({
  format,
  settings,
  columns,
  column,
}: Omit<Reading, 'texts'>): ReadingChoices {
  return {
    format,
    delimiter: settings?.delimiter ?? null,
    quotes: settings?.quotes ?? null,
    header: settings?.header ?? null,
    column: column === null ? null : format === 'json' ? (columns[column]?.name ?? null) : column + 1,
  };
}
