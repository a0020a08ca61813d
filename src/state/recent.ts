/** A cache that keeps what was used last. */

export interface Recent<T> {
  /** The value of a key, which thereby becomes the last used; undefined when it is not held. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

export interface Weighing<T> {
  readonly weightOf: (value: T) => number;
  /** The most that all values may weigh together; the last one set is held whatever it weighs. */
  readonly most: number;
}

/** Holds up to `capacity` values and forgets those whose use lies furthest back. */
export function createRecent<T>(capacity: number, weighing?: Weighing<T>): Recent<T> {
  // A Map lists its keys in the order in which they were set.
  const values = new Map<string, T>();
  const isTooHeavy = () => {
    if (!weighing) return false;
    let weight = 0;
    for (const value of values.values()) weight += weighing.weightOf(value);
    return weight > weighing.most;
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) {
        values.delete(key);
        values.set(key, value);
      }
      return value;
    },
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      while (values.size > capacity || (values.size > 1 && isTooHeavy())) {
        const oldest = values.keys().next();
        if (!oldest.done) values.delete(oldest.value);
      }
    },
    clear: () => values.clear(),
  };
}
