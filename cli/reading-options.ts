/** Options that say how the files of a corpus are read, named as on the page; the same for all files of a command. */

import {
  ALL_FOUND_OUT,
  DELIMITERS,
  FORMATS,
  type Format,
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

/**
 * How the files of a command are read.
 * @throws Error, one sentence that names the option and what was expected, also where there is no file to read so
 */
export function readingChoices(values: ReadingValues, files: readonly string[]): ReadingChoices {
  const given = (Object.keys(READING) as (keyof ReadingValues)[]).find(name => values[name] !== undefined);
  if (given === undefined) return ALL_FOUND_OUT;
  if (files.length === 0) throw new Error(`--${given}: expected --corpus with files that are read so.`);
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

/** The formats that each choice says something of. */
const MEANT_FOR = {
  column: ['table', 'json'],
  delimiter: ['table'],
  quotes: ['table'],
  header: ['table'],
} as const satisfies Partial<Record<keyof ReadingChoices, readonly Format[]>>;
const READ_AS: Readonly<Record<Format, string>> = { lines: 'lines of text', table: 'tables', json: 'JSON' };

/** Throws where an option is given that means nothing to any of the formats that files are read as. */
export function checkChoices(choices: ReadingChoices, formats: readonly Format[]): void {
  for (const name of ['column', 'delimiter', 'quotes', 'header'] as const) {
    const meant: readonly Format[] = MEANT_FOR[name];
    if (choices[name] === null || formats.some(format => meant.includes(format))) continue;
    const found = [...new Set(formats)].map(format => READ_AS[format]).join(' and ');
    const expected = meant.map(format => `--format ${format}`).join(' or ');
    throw new Error(`--${name}: the files are read as ${found}, expected ${expected} beside it.`);
  }
}
