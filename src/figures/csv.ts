/**
 * Comma-separated values (RFC 4180): of any table, and of tokens with their attribution.
 *
 * Texts are written as they are, so that programs read back what was there, with one exception: where a spreadsheet would
 * run a text as a formula, a ' stands in front. That takes a sign of formulas with a letter or digit behind it; a lone
 * sign such as `-`, and a number, run nothing and stay.
 */

import { measurableChange } from '../engine/attribution/completeness';
import type { Attribution, Explanation } from '../engine/explanation/record';
import type { Token } from '../engine/text/encoding';

const COLUMNS = [
  'token',
  'id',
  'text',
  'written',
  'start',
  'end',
  'start_codepoint',
  'end_codepoint',
  'special',
  'word',
  'attribution',
  'share',
];
/** Spreadsheets run cells that begin so, with something behind it that can be run; some take full-width signs too. */
const FORMULA = /^\s*[=+\-@＝＋－＠].*[\p{L}\p{N}]/su;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/**
 * In front of a file: Excel reads UTF-8 only with it, and takes "naïve" for "naÃ¯ve" without. pandas, R's readr and
 * LibreOffice leave it out of the first column's name; Python's own csv does so with the encoding "utf-8-sig".
 */
const BYTE_ORDER_MARK = '\uFEFF';

/** A table as the bytes of a file. */
export const csvFile = (table: string) => `${BYTE_ORDER_MARK}${table}`;

/**
 * One row a token, numbers at full precision: the token as the vocabulary has it, the characters that it stands for as
 * they were written, and where these are, in UTF-16 units (as JavaScript and the record count) and in code points (as
 * Python does).
 * @param untouched the attribution without interventions, for a column of its own; null where there is none
 */
export function tokensCsv(
  { text: whole, tokens, attribution }: Explanation,
  untouched: Attribution | null = null,
): string {
  const change =
    attribution && measurableChange(attribution.value, attribution.baselineValue, attribution.tokens);
  const points = codePointsBefore(whole);
  const rows = tokens.map((token, i) => {
    const { id, text, start, end, special, word } = token;
    const value = attribution?.tokens[i] ?? null;
    const share = value === null || change === null ? null : value / change;
    const before = untouched ? [untouched.tokens[i] ?? null] : [];
    const [from, to] = [start, end].map(at => (at === null ? null : (points[at] ?? null)));
    return [
      i,
      id,
      text,
      writtenAs(whole, token),
      start,
      end,
      from ?? null,
      to ?? null,
      special,
      word,
      value,
      share,
      ...before,
    ];
  });
  return csvOf(untouched ? [...COLUMNS, 'untouched'] : COLUMNS, rows);
}

/** The characters of a text that a token stands for; null for special tokens, which stand for none. */
export function writtenAs(text: string, { start, end }: Pick<Token, 'start' | 'end'>): string | null {
  return start === null || end === null ? null : text.slice(start, end);
}

/** For each UTF-16 unit of a text, and its end, the code points before it. */
function codePointsBefore(text: string): number[] {
  const before: number[] = [];
  let count = 0;
  for (const character of text) {
    before.push(...Array.from(character.split(''), () => count));
    count += 1;
  }
  return [...before, count];
}

export type CsvCell = string | number | boolean | null;

/** A header and rows; null is an empty cell. A text that a spreadsheet would run as a formula gets a leading '. */
export function csvOf(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map(row =>
    row.map(cell => (typeof cell === 'string' ? textCell(cell) : (cell ?? ''))).join(','),
  );
  return `${[columns.map(textCell).join(','), ...lines].join('\r\n')}\r\n`;
}

function textCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
