/** How a file is read: what is found out from its bytes and name, and what the user may choose instead. */

/** `lines` is text without structure, `table` rows with cells (CSV, TSV), `json` objects (JSON lines, or an array). */
export const FORMATS = ['lines', 'table', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** Quotation marks stand `around` cells, as CSV has them, or are part of the `text`. */
export const QUOTES = ['around', 'text'] as const;
export type Quotes = (typeof QUOTES)[number];

/** Names of the usual delimiters; the empty one leaves lines whole. */
export const DELIMITERS = [
  { name: 'comma', delimiter: ',' },
  { name: 'semicolon', delimiter: ';' },
  { name: 'tab', delimiter: '\t' },
  { name: 'pipe', delimiter: '|' },
  { name: 'none', delimiter: '' },
] as const;

/** Null, each: found out. */
export interface ReadingChoices {
  readonly format: Format | null;
  /** A character, or nothing where each line is one cell. */
  readonly delimiter: string | null;
  readonly quotes: Quotes | null;
  /** Whether the first row names the columns. */
  readonly header: boolean | null;
  /** The column or field that is read, by its place, counted from 1, or its name. */
  readonly column: number | string | null;
}

export const ALL_FOUND_OUT: ReadingChoices = {
  format: null,
  delimiter: null,
  quotes: null,
  header: null,
  column: null,
};

/** File names' endings that promise a format; any other is text. */
const ENDINGS: ReadonlyMap<string, Format> = new Map([
  ['csv', 'table'],
  ['tsv', 'table'],
  ['tab', 'table'],
  ['jsonl', 'json'],
  ['ndjson', 'json'],
  ['json', 'json'],
]);

/** The format that a file's name promises. */
export function formatOf(file: string): Format {
  return ENDINGS.get(endingOf(file)) ?? 'lines';
}

/** What follows the last dot of a file's name, in lower case. */
export function endingOf(file: string): string {
  return /\.([^.]*)$/.exec(file.toLowerCase())?.[1] ?? '';
}
