/** The k greatest of many values, for many lists at once; what is kept does not depend on the order of offers. */

/** k slots a list, the greatest first; of equal values that with the smaller key. Free slots have no value. */
export interface TopLists {
  readonly k: number;
  /** `[lists, k]`, −∞ where a slot is free. */
  readonly values: Float32Array<ArrayBuffer>;
  /** `[lists, k]`: what the value belongs to. A key is offered to a list at most once. */
  readonly keys: Uint32Array<ArrayBuffer>;
  /** `[lists, k]`: goes along with the value. */
  readonly notes: Uint16Array<ArrayBuffer>;
}

const FREE = 0xffffffff;

export function createTopLists(lists: number, k: number): TopLists {
  return {
    k,
    values: new Float32Array(lists * k).fill(Number.NEGATIVE_INFINITY),
    keys: new Uint32Array(lists * k).fill(FREE),
    notes: new Uint16Array(lists * k),
  };
}

/** The value below which an offer to the list is in vain. */
export function leastKept({ k, values }: TopLists, list: number): number {
  return values[list * k + k - 1] ?? Number.POSITIVE_INFINITY;
}

/** Offers a value (of float32 precision) to a list. */
export function offer(lists: TopLists, list: number, value: number, key: number, note: number): void {
  const { k, values, keys, notes } = lists;
  const first = list * k;
  let slot = first + k;
  while (slot > first) {
    const above = values[slot - 1] ?? 0;
    if (value < above || (value === above && key >= (keys[slot - 1] ?? 0))) break;
    slot -= 1;
  }
  if (slot === first + k) return;
  values.copyWithin(slot + 1, slot, first + k - 1);
  keys.copyWithin(slot + 1, slot, first + k - 1);
  notes.copyWithin(slot + 1, slot, first + k - 1);
  values[slot] = value;
  keys[slot] = key;
  notes[slot] = note;
}

/** Offers all that other lists keep to these. */
export function offerAll(lists: TopLists, other: TopLists): void {
  for (let slot = 0; slot < other.keys.length; slot++) {
    const key = other.keys[slot] ?? FREE;
    if (key === FREE) continue;
    offer(lists, Math.floor(slot / other.k), other.values[slot] ?? 0, key, other.notes[slot] ?? 0);
  }
}

/** What a list keeps, the greatest first. */
export function kept(lists: TopLists, list: number): { value: number; key: number; note: number }[] {
  const { k, values, keys, notes } = lists;
  return Array.from({ length: k }, (_, i) => list * k + i)
    .filter(slot => keys[slot] !== FREE)
    .map(slot => ({ value: values[slot] ?? 0, key: keys[slot] ?? 0, note: notes[slot] ?? 0 }));
}
