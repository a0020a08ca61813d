/** What separates the cells of a table, and whether quotation marks stand around them, found out from its beginning. */

import type { Quotes } from './choices';
import { hasHeader } from './header';
import { parseRows, type Row } from './rows';

/** Of those that fit as well, the first is taken: a comma is in numbers and prose, too. */
const CANDIDATES = ['\t', ';', '|', ','];
const ROWS_LOOKED_AT = 200;
/** Rows may be broken here and there; under a row that looks like a header, more of them. */
const MOST_ROWS = 0.9;
const HALF_THE_ROWS = 0.5;
/** So many unclosed marks, and next to none that close, are no accident. */
const MANY_UNCLOSED = 20;
const LEAST_FIT = 0.01;

/** The delimiter that a first line `sep=;` names, for spreadsheets; null where there is none. */
export function namedDelimiter(text: string): string | null {
  return /^"?sep=(.)"?(?:\n|$)/i.exec(text)?.[1] ?? null;
}

/**
 * The delimiter of a table: that which cuts the first row into several cells and most others into no fewer. Nothing,
 * where lines are whole cells: a comma that only some lines have is one of prose.
 * @param beginning with plain line ends
 * @param isWhole false where more follows
 */
export function foundDelimiter(beginning: string, isWhole = true): string {
  let best = { delimiter: '', fit: 0 };
  for (const delimiter of CANDIDATES) {
    const { rows } = parseRows(beginning, delimiter, quotesFor(beginning, delimiter, isWhole), isWhole);
    const fit = fitOf(rows.slice(0, ROWS_LOOKED_AT), delimiter);
    if (fit > best.fit) best = { delimiter, fit };
  }
  return best.delimiter;
}

/** How well rows fit a delimiter: the share of those with as many cells as the first; 0 where it is none. */
function fitOf(rows: readonly Row[], delimiter: string): number {
  const [first, ...others] = rows;
  const expected = first?.cells.length ?? 0;
  if (expected < 2 || !first) return 0;
  const isNamed = hasHeader(rows);
  if (!isNamed && isProse(rows, delimiter)) return 0;
  if (others.length === 0) return 1;
  const share = (holds: (cells: number) => boolean) =>
    others.filter(({ cells }) => holds(cells.length)).length / others.length;
  const same = share(cells => cells === expected);
  const most = isNamed ? HALF_THE_ROWS : MOST_ROWS;
  if (share(cells => cells >= expected) >= most) return Math.max(same, LEAST_FIT);
  // Cells may be left away at the end of rows, where the first names them all.
  return isProse([first], delimiter) || share(cells => cells > 1) < most ? 0 : Math.max(same, LEAST_FIT);
}

/** Whether a delimiter is that of sentences: a space follows it everywhere, but between single words of even rows. */
function isProse(rows: readonly Row[], delimiter: string): boolean {
  if (delimiter === '\t') return false;
  const spaced = rows.every(({ cells }) => cells.slice(1).every(cell => /^(?:\s|$)/.test(cell)));
  const [first] = rows;
  const isEven = rows.length > 1 && rows.every(({ cells }) => cells.length === first?.cells.length);
  const isNames = first?.cells.every(cell => /^\s*\S+\s*$/.test(cell)) ?? false;
  return spaced && !(isEven && isNames);
}

/**
 * Whether quotation marks stand around cells. In text with tabs they are part of it, as programs write it; around
 * cells they are where the cells are such as spreadsheets write them: each that has a mark begins and ends with one, and
 * one of them holds doubled marks or line ends, or all of the first row are so.
 * @param beginning with plain line ends
 * @param isWhole false where more follows
 */
export function quotesFor(beginning: string, delimiter: string, isWhole = true): Quotes {
  const { rows, unclosed } = parseRows(beginning, delimiter, 'around', isWhole);
  const literal = parseRows(beginning, delimiter, 'text').rows;
  if (delimiter !== '\t') {
    const opening = literal.filter(({ cells }) => cells.some(cell => cell.startsWith('"'))).length;
    const isRare = 10 * (opening - unclosed.length) < unclosed.length;
    return unclosed.length > MANY_UNCLOSED && isRare ? 'text' : 'around';
  }
  const width = rows[0]?.cells.length ?? 0;
  const isEven = (all: readonly Row[]) => all.every(({ cells }) => cells.length === width);
  if (unclosed.length > 0 || !isEven(rows)) return 'text';
  if (!isEven(literal)) return 'around';
  const marked = literal.flatMap(({ cells }) => cells.filter(cell => cell.includes('"')));
  const isWritten = (cell: string) => /^"(?:[^"]|"")*"$/.test(cell);
  if (!marked.every(isWritten)) return 'text';
  const isAll = width > 1 && (literal[0]?.cells.every(isWritten) ?? false);
  return isAll || marked.some(cell => /[^"]""[^"]/.test(cell)) ? 'around' : 'text';
}
