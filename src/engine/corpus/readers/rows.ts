/** Rows and cells of a table's text. Lines end with \n only: see `withPlainLines`. */

import Papa from 'papaparse';
import type { Quotes } from './choices';

export interface Row {
  /** As the file counts rows, from 1, the header and empty ones included. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface ParsedRows {
  /** Those with something in them. */
  readonly rows: readonly Row[];
  /** Numbers of rows in which a quotation mark is not closed: their lines are cut at every delimiter. */
  readonly unclosed: readonly number[];
}

/** For the library, which would guess a delimiter where it is given none. */
const NO_DELIMITER = '\uFFFF';
/** A cell whose closing mark is farther away than this is taken not to be closed. */
const LONGEST_CELL = 64 * 1024;
/** Read at a time where marks are broken: the library reads on behind each to the end of what it is given. */
const WINDOW = 4 * 1024;

/** A text whose lines all end with \n, whatever mixture they ended with. */
export function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/**
 * The rows of a table. A quotation mark within a cell stands for itself; a cell that begins with one and does not end
 * with one is read as it is written, up to the end of its line.
 * @param delimiter a character; nothing where lines are whole cells
 * @param isWhole false where `text` is only a beginning: what its last row would be is not known, and left out
 */
export function parseRows(text: string, delimiter: string, quotes: Quotes, isWhole = true): ParsedRows {
  const known = isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const split = delimiter === '' ? NO_DELIMITER : delimiter;
  if (quotes === 'text') {
    const lines = known.split('\n');
    return {
      rows: filled(lines.map(line => (delimiter === '' ? [line] : line.split(delimiter)))),
      unclosed: [],
    };
  }
  const { data, errors } = Papa.parse<string[]>(known, { delimiter: split, newline: '\n' });
  if (!errors.some(isBroken)) return { rows: filled(data), unclosed: [] };
  return brokenRows(known, split, isWhole);
}

/** Rows of a text with unclosed marks, window by window. */
function brokenRows(text: string, delimiter: string, isWhole: boolean): ParsedRows {
  const rows: (readonly string[])[] = [];
  const unclosed: number[] = [];
  let [from, size] = [0, WINDOW];
  while (from < text.length) {
    const isLast = from + size >= text.length;
    const { good, end, fault } = rowsUpToBreak(text.slice(from, from + size), delimiter, isLast);
    for (const row of good) rows.push(row);
    from += end;
    const mayClose = fault === 'MissingQuotes' && !isLast && size < LONGEST_CELL;
    if (good.length > 0) size = fault === null ? 2 * size : WINDOW;
    else if (isLast && fault === null) break;
    else if (mayClose || fault === null) size *= 16;
    else {
      if (fault === 'MissingQuotes' && isLast && !isWhole) break;
      const lineEnd = text.indexOf('\n', from);
      rows.push(text.slice(from, lineEnd < 0 ? text.length : lineEnd).split(delimiter));
      unclosed.push(rows.length);
      from = lineEnd < 0 ? text.length : lineEnd + 1;
      size = WINDOW;
    }
  }
  return { rows: filled(rows), unclosed };
}

/** The rows of a window up to the first broken one, and where they end; but for the last window's, the last may be cut. */
function rowsUpToBreak(window: string, delimiter: string, isLast: boolean) {
  const good: string[][] = [];
  const ends = [0];
  let fault: Papa.ParseError['code'] | null = null;
  Papa.parse<string[]>(window, {
    delimiter,
    newline: '\n',
    step({ data, errors, meta }, parser) {
      fault = errors.find(isBroken)?.code ?? null;
      if (fault !== null) parser.abort();
      else {
        good.push(data);
        ends.push(meta.cursor);
      }
    },
  });
  if (fault === null && !isLast && !window.endsWith('\n')) {
    good.pop();
    ends.pop();
  }
  return { good, end: ends.at(-1) ?? 0, fault };
}

const isBroken = ({ type }: Papa.ParseError) => type === 'Quotes';

function filled(rows: readonly (readonly string[])[]): Row[] {
  return rows
    .map((cells, at) => ({ number: at + 1, cells }))
    .filter(({ cells }) => cells.some(cell => cell.trim() !== ''));
}
