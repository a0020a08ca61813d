/** JSON lines: a field of each line's object. Lines without the field are left out. */

import type { Field } from './field';

/** Lines at the beginning that tell what a field holds. */
const LINES_LOOKED_AT = 50;

/** The fields that hold text, in order of appearance. */
export function jsonlFields(beginning: string): Field[] {
  const lengths = new Map<string, number[]>();
  for (const line of beginning.split('\n').slice(0, LINES_LOOKED_AT)) {
    const object = parseObject(line);
    for (const [name, value] of Object.entries(object ?? {})) {
      if (typeof value === 'string') lengths.set(name, [...(lengths.get(name) ?? []), value.length]);
    }
  }
  return [...lengths].map(([name, all]) => ({
    name,
    length: all.reduce((sum, n) => sum + n, 0) / all.length,
  }));
}

/** The texts of a field. Throws, naming file and line, where a line is no object or no line has the field. */
export function* jsonlTexts(content: string, file: string, field: string): Generator<string> {
  let found = false;
  for (const [index, line] of content.split('\n').entries()) {
    if (line.trim() === '') continue;
    const object = parseObject(line);
    if (!object) throw new Error(`${file}, line ${index + 1}: expected a JSON object.`);
    const value: unknown = object[field];
    if (typeof value !== 'string') continue;
    found = true;
    yield value;
  }
  if (!found) throw new Error(`${file}: no line has a text in the field “${field}”.`);
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
