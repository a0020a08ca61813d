/** A cache that keeps what was used last. */

export interface Recent<T> {
  /** The value of a key, which thereby becomes the last used; undefined when it is not held. */
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

/** Holds up to `capacity` values and forgets the one whose use lies furthest back. */
export function createRecent<T>(capacity: number): Recent<T> {
  // A Map lists its keys in the order in which they were set.
  const values = new Map<string, T>();
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
      const oldest = values.keys().next();
      if (values.size > capacity && !oldest.done) values.delete(oldest.value);
    },
    clear: () => values.clear(),
  };
}
