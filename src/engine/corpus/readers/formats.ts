/** The kinds of file that a corpus is made of, one reader each. */

import { csvFields, csvTexts } from './csv';
import type { Field } from './field';
import { jsonlFields, jsonlTexts } from './jsonl';

interface Format {
  /** How the names of such files end, in lower case. */
  readonly endings: readonly string[];
  /** The columns or fields of which one is read, from the file's beginning; null where there is nothing to choose. */
  readonly fields: ((beginning: string) => Field[]) | null;
  /**
   * The texts of a file, in order. Throws, naming the file and the line, where it is not what its name says.
   * @param field the name of the column or field
   */
  readonly texts: (content: string, file: string, field: string) => Iterable<string>;
}

export const FORMATS = {
  txt: { endings: ['.txt'], fields: null, texts: content => [content] },
  csv: { endings: ['.csv', '.tsv'], fields: csvFields, texts: csvTexts },
  jsonl: { endings: ['.jsonl', '.ndjson'], fields: jsonlFields, texts: jsonlTexts },
} as const satisfies Readonly<Record<string, Format>>;
export type FormatName = keyof typeof FORMATS;

/** The format that a file's name promises. Throws, naming the file, where it promises none of them. */
export function formatOf(file: string): FormatName {
  const name = file.toLowerCase();
  const found = (Object.keys(FORMATS) as FormatName[]).find(format =>
    FORMATS[format].endings.some(ending => name.endsWith(ending)),
  );
  if (!found) throw new Error(`${file}: expected a file whose name ends in .txt, .csv or .jsonl.`);
  return found;
}
