/** What the page says of files that are held over it, or were dropped on it. */

import { counted } from '../engine/counted';
import type { HeldFiles } from '../state/drops';
import type { ReadableFile } from './dropped-texts';

/** Where files would go: `corpora` where these are on screen, `later` while they index. */
export type DropPlace = 'page' | 'corpora' | 'later';

/** What dropping would do. */
export function heldSentence({ count }: HeldFiles, place: DropPlace): string {
  const isOne = count === 1;
  const files = count === null ? ' files' : isOne ? ' the file' : ` the ${count.toLocaleString('en')} files`;
  switch (place) {
    case 'page':
      return `Drop${files} to explain one of ${isOne ? 'its' : 'their'} lines, or to index ${isOne ? 'it' : 'them'} as a corpus.`;
    case 'corpora':
      return `Drop${files} to add ${isOne ? 'it' : 'them'} to the corpus.`;
    case 'later':
      return `Drop${files} to index ${isOne ? 'it' : 'them'} after the corpus that is being indexed.`;
  }
}

/** The name of the window that offers what was dropped. */
export function offerTitle(readable: readonly ReadableFile[]): string {
  const [first] = readable;
  return first && readable.length === 1 ? first.file.name : counted(readable.length, 'file');
}

/** Files of which no text is shown; empty where there are none. */
export function furtherFilesSentence(readable: readonly ReadableFile[]): string {
  const further = readable.filter(({ texts }) => texts.length === 0).length;
  if (further === 0) return '';
  return `${counted(further, 'more file')} can be indexed with ${readable.length - further === 1 ? 'it' : 'them'}.`;
}

/** Of which column or field the texts are; empty where there is nothing to choose. */
export function columnSentence({ preview: { reading } }: ReadableFile): string {
  const name = reading.column === null ? undefined : reading.columns[reading.column]?.name;
  if (name === undefined || reading.columns.length < 2) return '';
  const what = reading.format === 'json' ? 'field' : 'column';
  return `Of the ${what} “${name}”; Corpora reads another.`;
}
