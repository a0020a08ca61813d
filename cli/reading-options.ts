/** Options that say how the files of a corpus are read, named as on the page; the same for all files of a command. */

import {
  ALL_FOUND_OUT,
  DELIMITERS,
  FORMATS,
  QUOTES,
  type ReadingChoices,
} from '../src/engine/corpus/readers/choices';
import { oneOf } from './common-options';

const TEXT = { type: 'string' } as const;

export const READING = {
  format: TEXT,
  column: TEXT,
  field: TEXT,
  delimiter: TEXT,
  quotes: TEXT,
  header: TEXT,
} as const;

export const READING_USAGE = `\
  --format F       ${FORMATS.join(' | ')}; default: by each file's name (.csv, .tsv: table; .json, .jsonl: json)
  --column C       the column of a table, or the field of JSON (data.text, messages[].content), by name or number;
                   default: the one with most prose; --field is the same
  --delimiter D    ${DELIMITERS.map(({ name }) => name).join(' | ')}, or the character; default: found out
  --quotes Q       ${QUOTES.join(' | ')}: quotation marks stand around cells, or are part of the text; default: found
                   out; in text with tabs they are part of it, unless a spreadsheet wrote it
  --header H       yes | no: whether the first row names the columns; default: found out
`;

interface ReadingValues {
  readonly format?: string | undefined;
  readonly column?: string | undefined;
  readonly field?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quotes?: string | undefined;
  readonly header?: string | undefined;
}

/** @throws Error, one sentence that names the option and what was expected */
export function readingChoices(values: ReadingValues): ReadingChoices {
  const { format, column, field, delimiter, quotes, header } = values;
  if (column !== undefined && field !== undefined && column !== field) {
    throw new Error(`--column ${column} and --field ${field}: expected one of the two.`);
  }
  return {
    format: format === undefined ? null : oneOf('--format', format, FORMATS),
    column: column ?? field ?? null,
    delimiter: delimiter === undefined ? null : delimiterOf(delimiter),
    quotes: quotes === undefined ? null : oneOf('--quotes', quotes, QUOTES),
    header: header === undefined ? null : oneOf('--header', header, ['yes', 'no']) === 'yes',
  };
}

/** The same choices as arguments, for another process. */
export function readingArguments({ format, column, delimiter, quotes, header }: ReadingChoices): string[] {
  const values = {
    format,
    column: column === null ? null : String(column),
    delimiter: DELIMITERS.find(each => each.delimiter === delimiter)?.name ?? delimiter,
    quotes,
    header: header === null ? null : header ? 'yes' : 'no',
  };
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [`--${name}=${value}`]));
}

function delimiterOf(value: string): string {
  const named = DELIMITERS.find(({ name }) => name === value);
  if (named) return named.delimiter;
  if (value === '\\t') return '\t';
  if ([...value].length === 1 && !/["\r\n]/.test(value)) return value;
  const names = DELIMITERS.map(({ name }) => name).join(', ');
  throw new Error(`--delimiter ${value}: expected ${names}, or one character.`);
}

/** Throws where an option is given that means nothing to the format it is given with. */
export function checkChoices(choices: ReadingChoices, formats: readonly string[]): void {
  const given = (Object.keys(ALL_FOUND_OUT) as (keyof ReadingChoices)[]).find(
    name => name !== 'format' && choices[name] !== null,
  );
  if (given && formats.every(format => format === 'lines')) {
    throw new Error(
      `--${given}: the files are read as lines of text; --format table or --format json gives them ${given === 'column' ? 'columns' : `a ${given}`}.`,
    );
  }
}
