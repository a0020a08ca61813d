/** CSV: a column of it. The first row names the columns; the delimiter is found out, so tabs do as well. */

import Papa from 'papaparse';
import type { Field } from './field';

/** Rows at the beginning that tell what a column holds. */
const ROWS_LOOKED_AT = 50;

/** The columns with a name. */
export function csvFields(beginning: string): Field[] {
  // The last row of a beginning may be cut, but its cells are still about as long.
  const [names = [], ...rows] = Papa.parse<string[]>(beginning, {
    preview: ROWS_LOOKED_AT,
    skipEmptyLines: 'greedy',
  }).data;
  return names.flatMap((name, column) =>
    name.trim() === '' ? [] : [{ name, length: mean(rows.map(row => row[column]?.length ?? 0)) }],
  );
}

/** The cells of a column below its name. Throws, naming file and row, where quotes do not close or the column lacks. */
export function csvTexts(content: string, file: string, column: string): string[] {
  const { data, errors } = Papa.parse<string[]>(content, { skipEmptyLines: 'greedy' });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    throw new Error(`${file}, row ${(broken.row ?? 0) + 1}: a quotation mark is not closed, expected CSV.`);
  }
  const [names = [], ...rows] = data;
  const place = names.indexOf(column);
  if (place < 0) throw new Error(`${file} has no column “${column}”; it has ${names.join(', ')}.`);
  return rows.map(row => row[place] ?? '');
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}
