/** A column of a table or a field of objects, of which one is read. */

export interface Column {
  /** As the file calls it, made unique; `column 2` where it has no name. */
  readonly name: string;
  /** How much its texts at the file's beginning look like prose: their mean length, less for single words. */
  readonly prose: number;
}

/** What counts of the length of a text without white space: an address, a number, a label. */
const SINGLE_WORD = 0.1;
/** Names of columns that hold what is to be read, whatever stands beside them. */
const NAMES_OF_TEXT =
  /^(?:texts?|sentences?|reviews?|content|body|comments?|messages?|tweet|utterance|document|passage|paragraph)$/i;
const NAMED = 3;
const UNSPACED_SCRIPTS = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** How much the texts of a column look like prose, more where its name says so; 0 for none. */
export function proseOf(name: string, texts: readonly string[]): number {
  const sum = texts.reduce((total, text) => {
    const isProse = /\S\s+\S/.test(text) || UNSPACED_SCRIPTS.test(text);
    return total + text.trim().length * (isProse ? 1 : SINGLE_WORD);
  }, 0);
  return texts.length === 0 ? 0 : (sum / texts.length) * (NAMES_OF_TEXT.test(name) ? NAMED : 1);
}

/**
 * The place, from 0, of the column that is read: the one chosen, else the one with most prose.
 * @throws Error, one sentence, where there is none, or none as it was chosen
 */
export function chosenColumn(
  file: string,
  columns: readonly Column[],
  choice: number | string | null,
): number {
  if (columns.length === 0) throw new Error(`${file}: no column or field with text was found.`);
  if (choice === null) {
    return columns.reduce((best, { prose }, at) => (prose > (columns[best]?.prose ?? 0) ? at : best), 0);
  }
  const place = typeof choice === 'number' ? choice - 1 : placeOf(columns, choice);
  if (place < 0 || place >= columns.length) {
    const names = columns.map(({ name }) => name).join(', ');
    throw new Error(`${file} has no column “${choice}”; it has ${names}.`);
  }
  return place;
}

/** By name, else by number; −1 where there is none. */
function placeOf(columns: readonly Column[], choice: string): number {
  const named = columns.findIndex(({ name }) => name === choice);
  if (named >= 0) return named;
  const trimmed = choice.trim();
  const quoted = columns.findIndex(({ name }) => name.trim() === trimmed || name === JSON.stringify(choice));
  if (quoted >= 0) return quoted;
  return /^\d{1,6}$/.test(trimmed) ? Number(trimmed) - 1 : -1;
}
