/** Whether a table's first row names its columns: only on evidence, since a sentence that is taken for a name is lost. */

import type { Row } from './rows';

/** Names that columns of text collections have. */
const USUAL_NAMES = new Set(
  (
    'text texts sentence sentences sentence1 sentence2 review reviews content body comment comments message messages ' +
    'tweet title headline summary description document article abstract question answer premise hypothesis passage ' +
    'paragraph phrase quote quotes transcript utterance response prompt label labels id idx index class category ' +
    'sentiment score rating ratings stars target date time timestamp author user username lang language source split ' +
    'topic url tag tags'
  ).split(' '),
);
const NUMBER = /^[-+]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:e[-+]?\d+)?\s?%?$/i;
/** `review_text`, `reviewText`, `data.text`: made by programs, not written by people. */
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}]*(?:[_.][\p{L}\p{N}]+)+$|^\p{Ll}+\p{Lu}[\p{L}\p{N}]*$/u;
const SENTENCE_END = /[.!?…。！？]["'”’)]?$/;
const LONGEST_NAME_WORDS = 4;
/** How many times longer texts are than the name of their column, at least. */
const LONGER = 2.5;

/** @param rows those at the beginning, the first perhaps the header */
export function hasHeader(rows: readonly Row[]): boolean {
  const [first, ...others] = rows.map(({ cells }) => cells.map(cell => cell.trim()));
  if (!first || first.every(cell => cell === '')) return false;
  const named = first.filter(cell => cell !== '');
  // A label of the first row comes again; a name does not, unless all of them do.
  const again = (cells: readonly string[]) => first.some((cell, at) => cell !== '' && cells[at] === cell);
  const isSame = (cells: readonly string[]) => first.every((cell, at) => cells[at] === cell);
  if (others.some(cells => again(cells) && !isSame(cells))) return false;
  if (named.some(isUsual)) return !named.some(isSentence);
  if (named.some(cell => NUMBER.test(cell) || isSentence(cell))) return false;
  if (named.every(cell => IDENTIFIER.test(cell))) return true;
  if (named.length < 2 || others.length === 0) return false;
  const columns = first.map((name, at) => ({
    name,
    below: others.map(cells => cells[at] ?? '').filter(cell => cell !== ''),
  }));
  const isNumberBelow = columns.some(
    ({ name, below }) => name !== '' && below.length > 0 && below.every(cell => NUMBER.test(cell)),
  );
  const isLongerBelow = columns.some(({ name, below }) => {
    const length = below.reduce((sum, cell) => sum + cell.length, 0) / Math.max(below.length, 1);
    return name !== '' && below.some(cell => /\s/.test(cell)) && length > LONGER * name.length;
  });
  return isNumberBelow || (isLongerBelow && others.length > 2);
}

/** `review`, or `Review Text`. */
function isUsual(cell: string): boolean {
  return cell
    .toLowerCase()
    .split(/[\s_-]+/)
    .every(word => USUAL_NAMES.has(word));
}

function isSentence(cell: string): boolean {
  return SENTENCE_END.test(cell) || cell.split(/\s+/).length > LONGEST_NAME_WORDS;
}
