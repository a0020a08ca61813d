/** Comma-separated values (RFC 4180): of any table, and of tokens with their attribution. */

import { measurableChange } from '../engine/attribution/completeness';
import type { Attribution, Explanation } from '../engine/explanation/record';

const COLUMNS = ['token', 'id', 'text', 'start', 'end', 'special', 'word', 'attribution', 'share'];
/** Spreadsheets run cells that begin so as formulas. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One row a token, offsets and numbers at full precision. A text that a spreadsheet would run gets a leading '.
 * @param untouched the attribution without interventions, for a column of its own; null where there is none
 */
export function tokensCsv(
  { tokens, attribution }: Explanation,
  untouched: Attribution | null = null,
): string {
  const change =
    attribution && measurableChange(attribution.value, attribution.baselineValue, attribution.tokens);
  const rows = tokens.map(({ id, text, start, end, special, word }, i) => {
    const value = attribution?.tokens[i] ?? null;
    const share = value === null || change === null ? null : value / change;
    const before = untouched ? [untouched.tokens[i] ?? null] : [];
    return [i, id, text, start, end, special, word, value, share, ...before];
  });
  return csvOf(untouched ? [...COLUMNS, 'untouched'] : COLUMNS, rows);
}

export type CsvCell = string | number | boolean | null;

/** A header and rows; null is an empty cell. A text that a spreadsheet would run gets a leading '. */
export function csvOf(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map(row =>
    row.map(cell => (typeof cell === 'string' ? textCell(cell) : (cell ?? ''))).join(','),
  );
  return `${[columns.map(textCell).join(','), ...lines].join('\r\n')}\r\n`;
}

function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
