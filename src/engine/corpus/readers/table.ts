/** Tables: CSV, TSV and their like. One column of them is read. */

import { endingOf, type ReadingChoices } from './choices';
import { type Column, chosenColumn, proseOf } from './column';
import { foundDelimiter, namedDelimiter, quotesFor } from './delimiter';
import { hasHeader } from './header';
import { LeftOutTally } from './left-out';
import { type ParsedRows, parseRows, type Row, withPlainLines } from './rows';
import { BEGINNING, type FormatReading, SHOWN_ROWS, type TableSettings } from './shown';

const ROWS_LOOKED_AT = 200;
/** Names that promise tabs. */
const ENDINGS_OF_TABS = ['tsv', 'tab'];

/**
 * Reads a column of a table.
 * @param isWhole false where `text` is only the beginning
 * @throws Error, one sentence that names the file, where the column lacks or nothing is left
 */
export function readTable(
  text: string,
  file: string,
  choices: ReadingChoices,
  isWhole: boolean,
): FormatReading {
  const plain = withPlainLines(text);
  const named = namedDelimiter(plain);
  const content = named === null ? plain : plain.replace(/^.*\n?/, '');
  const beginning = beginningOf(content);
  const isAll = isWhole && beginning.length === content.length;
  const delimiter =
    choices.delimiter ??
    named ??
    (ENDINGS_OF_TABS.includes(endingOf(file)) ? '\t' : foundDelimiter(beginning, isAll));
  const quotes = choices.quotes ?? quotesFor(beginning, delimiter, isAll);
  const { rows, unclosed } = numbered(parseRows(content, delimiter, quotes, isWhole), named === null ? 0 : 1);
  if (rows.length === 0) throw new Error(`${file} has no rows with text.`);
  const sample = parseRows(beginning, delimiter, quotes, isAll).rows.slice(0, ROWS_LOOKED_AT);
  const header = choices.header ?? hasHeader(sample);
  const body = header ? rows.slice(1) : rows;
  const columns = columnsOf(rows[0]?.cells ?? [], sample, header);
  const column = chosenColumn(file, columns, choices.column);
  const why = (cells: readonly string[]) => whyLeftOut(cells, columns, column);
  const leftOut = new LeftOutTally();
  const texts: string[] = [];
  for (const { number, cells } of body) {
    const reason = why(cells);
    if (reason === null) texts.push(cells[column] ?? '');
    else leftOut.add(reason, number);
  }
  return {
    settings: { delimiter, quotes, header },
    columns,
    column,
    rows: body.length,
    shown: body
      .slice(0, SHOWN_ROWS)
      .map(({ number, cells }) => ({ number, cells, isRead: why(cells) === null })),
    texts,
    leftOut: leftOut.list(),
    notes: notesOf({ rows, unclosed }, { delimiter, quotes, header }, columns.length),
  };
}

/** Whole lines only, so that a file and its beginning say the same. */
function beginningOf(content: string): string {
  if (content.length <= BEGINNING) return content;
  return content.slice(0, content.lastIndexOf('\n', BEGINNING) + 1 || BEGINNING);
}

/** Rows with the numbers that they have behind so many others. */
function numbered(parsed: ParsedRows, before: number): ParsedRows {
  if (before === 0) return parsed;
  return {
    rows: parsed.rows.map(({ number, cells }) => ({ number: number + before, cells })),
    unclosed: parsed.unclosed.map(number => number + before),
  };
}

/** As many as the first row has. */
function columnsOf(first: readonly string[], sample: readonly Row[], header: boolean): Column[] {
  const names = first.map((cell, at) => {
    const name = header ? cell.trim() : '';
    const isShared = first.filter(other => other.trim() === name).length > 1;
    if (name === '') return `column ${at + 1}`;
    return isShared ? `${name} (column ${at + 1})` : name;
  });
  const rows = header ? sample.slice(1) : sample;
  // Where a row has too many cells, what stands in which column is not known.
  const even = rows.filter(({ cells }) => cells.length <= first.length);
  const known = even.length > 0 ? even : rows;
  return names.map((name, at) => {
    const texts = known.map(({ cells }) => cells[at] ?? '');
    return { name, prose: proseOf(header ? (first[at] ?? '').trim() : '', texts) };
  });
}

/** Why a row is left out; null where it is read. */
function whyLeftOut(cells: readonly string[], columns: readonly Column[], column: number): string | null {
  const text = cells[column];
  const name = columns[column]?.name ?? '';
  if (cells.slice(columns.length).some(cell => cell.trim() !== '')) {
    return `rows with more cells than the ${columns.length} of the first`;
  }
  if (text === undefined) return `rows without a cell for “${name}”`;
  return text.trim() === '' ? `rows with nothing in “${name}”` : null;
}

function notesOf(
  { unclosed, rows }: ParsedRows,
  { delimiter, quotes }: TableSettings,
  width: number,
): string[] {
  if (quotes === 'text') return [];
  const notes: string[] = [];
  if (unclosed.length > 0) {
    notes.push(
      `a quotation mark is not closed in ${named(unclosed)}; what follows it is read as it is written, up to the end of the line`,
    );
  }
  // RFC 4180 makes one cell of them; so does a lone mark at the beginning of a sentence with one at the end of another.
  const isRow = (line: string) => delimiter !== '' && line.split(delimiter).length === width;
  const swallowing = rows.filter(({ cells }) =>
    cells.some(cell => cell.includes('\n') && cell.split('\n').slice(1).every(isRow)),
  );
  if (swallowing.length > 0) {
    const numbers = swallowing.map(({ number }) => number);
    notes.push(
      `quotation marks hold lines together in ${named(numbers)} that look like rows of their own; if they are, the marks are part of the text`,
    );
  }
  return notes;
}

function named(rows: readonly number[]): string {
  const first = rows.slice(0, 3).join(', ');
  return `row${rows.length > 1 ? 's' : ''} ${first}${rows.length > 3 ? ' …' : ''}`;
}
