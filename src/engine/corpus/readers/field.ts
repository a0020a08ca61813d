/** A column or field of a file of which one is read. */

export interface Field {
  readonly name: string;
  /** Mean length of its texts at the file's beginning. */
  readonly length: number;
}

/** The field with the longest texts, most likely what is to be read; null where there is none. */
export function likelyField(fields: readonly Field[]): string | null {
  const [longest] = fields.toSorted((a, b) => b.length - a.length);
  return longest?.name ?? null;
}
