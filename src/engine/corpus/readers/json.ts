/** JSON: an object a line, or an array of them. One field is read; broken lines are counted, and the rest is read. */

import type { ReadingChoices } from './choices';
import { type Column, chosenColumn, proseOf } from './column';
import { LeftOutTally } from './left-out';
import { BEGINNING, type FormatReading, SHOWN_ROWS } from './shown';

/** Objects at the beginning whose fields are offered; those that begin the file say which is likely to be read. */
const OBJECTS_LOOKED_AT = 1000;
/** Objects within objects beyond which no field is looked for. */
const DEEPEST = 8;
/** Every element of an array. */
const EACH = Symbol('each');

/** From an object to a text: keys, and `EACH` for the elements of an array. */
type Path = readonly (string | typeof EACH)[];

/** A value with the line that it stands in, or its place in the array. */
interface Item {
  readonly number: number;
  readonly value: unknown;
  /** Whether it lies at the file's beginning, see `BEGINNING`. */
  readonly isEarly: boolean;
}

/**
 * Reads a field, which may lie within another (`data.text`) or in an array (`messages[].content`).
 * @param isWhole false where `text` is only the beginning
 * @throws Error, one sentence that names the file, where no field holds text, or none as it was chosen
 */
export function readJson(
  text: string,
  file: string,
  choices: ReadingChoices,
  isWhole: boolean,
): FormatReading {
  const leftOut = new LeftOutTally();
  const one = isWhole ? itemsOfOne(text) : null;
  const unit = one === null ? 'lines' : 'elements';
  const items = one ?? lineItems(text, isWhole, leftOut);
  if (items.length === 0) {
    const found = isWhole ? 'no line is valid JSON' : 'no line of its beginning is valid JSON';
    throw new Error(`${file}: ${found}, expected an object a line, or an array of objects.`);
  }
  const fields = fieldsOf(items);
  const columns: Column[] = [...fields].map(([name, { texts }]) => ({
    name,
    prose: proseOf(name.replace(/^.*\./, ''), texts),
  }));
  const column = chosenColumn(file, columns, choices.column);
  const name = columns[column]?.name ?? '';
  const path = fields.get(name)?.path ?? [];
  const texts: string[] = [];
  for (const { number, value } of items) {
    const { reason, found } = readItem(value, name, path);
    if (reason !== null) leftOut.add(`${unit} ${reason}`, number);
    for (const text of found) texts.push(text);
  }
  return {
    settings: null,
    columns,
    column,
    rows: items.length,
    shown: items.slice(0, SHOWN_ROWS).map(({ number, value }) => ({
      number,
      cells: columns.map(each => shownCell(value, fields.get(each.name)?.path ?? [])),
      isRead: readItem(value, name, path).found.length > 0,
    })),
    texts,
    leftOut: leftOut.list(),
    notes: [],
  };
}

/** The elements of a text that is one JSON value; null where it is not. */
function itemsOfOne(text: string): Item[] | null {
  const value = parsed(text);
  if (!value) return null;
  const { json } = value;
  const isList = Array.isArray(json) && json.some(each => typeof each === 'string' || isContainer(each));
  return (isList ? json : [json]).map((value: unknown, at) => ({ number: at + 1, value, isEarly: true }));
}

/** Lines that are objects, also where they are those of an array that is broken elsewhere. */
function lineItems(text: string, isWhole: boolean, leftOut: LeftOutTally): Item[] {
  const lines = text.split(/\r\n?|\n/);
  if (!isWhole) lines.pop();
  let read = 0;
  return lines.flatMap((line, at) => {
    const isEarly = at === 0 || read + line.length <= BEGINNING;
    read += line.length;
    if (line.trim() === '') return [];
    const value = parsed(line) ?? parsed(line.replace(/^\s*\[(?=\s*\{)/, '').replace(/\s*[\],\s]$/, ''));
    if (value) return [{ number: at + 1, value: value.json, isEarly }];
    // Brackets that hold lines together.
    if (!/^\s*[[\]]\s*,?\s*$/.test(line)) leftOut.add('lines without valid JSON', at + 1);
    return [];
  });
}

function parsed(text: string): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** Where texts are, in order of appearance, each with its early texts. */
function fieldsOf(items: readonly Item[]): Map<string, { readonly path: Path; readonly texts: string[] }> {
  const fields = new Map<string, { readonly path: Path; readonly texts: string[] }>();
  const look = (value: unknown, path: Path, isEarly: boolean): void => {
    if (typeof value === 'string') {
      const name = nameOf(path);
      const field = fields.get(name) ?? { path, texts: [] };
      fields.set(name, field);
      if (isEarly) field.texts.push(value);
    } else if (path.length < DEEPEST && isContainer(value)) {
      if (Array.isArray(value)) for (const each of value) look(each, [...path, EACH], isEarly);
      else for (const [key, each] of Object.entries(value)) look(each, [...path, key], isEarly);
    }
  };
  for (const { value, isEarly } of items.slice(0, OBJECTS_LOOKED_AT)) look(value, [], isEarly);
  return fields;
}

/** `data.text`, `messages[].content`; a key that could be mistaken for several stands in quotation marks. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the text itself';
  return path
    .map((key, at) => {
      if (key === EACH) return '[]';
      const shown = /^[^.[\]"\s][^.[\]"]*$/.test(key) ? key : JSON.stringify(key);
      return at === 0 ? shown : `.${shown}`;
    })
    .join('');
}

function* valuesAt(value: unknown, [key, ...rest]: Path): Generator<unknown> {
  if (key === undefined) yield value;
  else if (key === EACH) {
    if (Array.isArray(value)) for (const each of value) yield* valuesAt(each, rest);
  } else if (isContainer(value) && !Array.isArray(value) && Object.hasOwn(value, key)) {
    yield* valuesAt((value as Readonly<Record<string, unknown>>)[key], rest);
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The texts of an item, and why not all of it is read; null where it is. */
function readItem(value: unknown, name: string, path: Path): { found: string[]; reason: string | null } {
  const all = [...valuesAt(value, path)];
  const strings = all.filter(each => typeof each === 'string');
  const found = strings.filter(each => each.trim() !== '');
  if (strings.length === 0) return { found, reason: whyNone(value, all, name, path) };
  if (found.length === 0) return { found, reason: `with nothing in “${name}”` };
  return { found, reason: strings.length < all.length ? `with more than text in “${name}”` : null };
}

function whyNone(value: unknown, found: readonly unknown[], name: string, path: Path): string {
  if (found.length > 0) return `with ${kindOf(found[0])} in place of text in “${name}”`;
  const isObject = isContainer(value) && !Array.isArray(value);
  return isObject || path[0] === EACH ? `without “${name}”` : `with ${kindOf(value)} in place of an object`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'a text';
    default:
      return typeof value === 'number' ? 'a number' : `${value}`;
  }
}

function shownCell(value: unknown, path: Path): string {
  const found = [...valuesAt(value, path)];
  return found.map(each => (typeof each === 'string' ? each : JSON.stringify(each))).join(' · ');
}
