/** Parts of the page that are loaded when they are needed, and those that could not be. */

import { create } from 'zustand';

/** A part that could not be loaded. */
export interface MissingPart {
  /** What it is for, to go into a sentence: "experiments". */
  readonly name: string;
  /** Settles when it has been tried; never rejects. */
  readonly retry: () => Promise<void>;
}

interface Parts {
  /** Oldest first. */
  readonly missing: readonly MissingPart[];
  /** The user has seen that they are missing, and goes on without them. */
  readonly isDismissed: boolean;
  readonly dismiss: () => void;
}

/** A new store in which nothing is missing; the page has one, `useParts`, each test its own. */
export function createParts() {
  return create<Parts>()(set => ({
    missing: [],
    isDismissed: false,
    dismiss: () => set({ isDismissed: true }),
  }));
}

export type PartsStore = ReturnType<typeof createParts>;

/** The page's parts. */
export const useParts = createParts();

/**
 * Loads a part. Where that fails (no network, or a newer version of the page in its place) the page stays as it is and
 * says so, and the promise waits for a later try.
 */
export function loadPart<T>(name: string, load: () => Promise<T>, parts: PartsStore = useParts): Promise<T> {
  return new Promise(resolve => {
    const part: MissingPart = { name, retry };
    const others = () => parts.getState().missing.filter(each => each !== part);
    let trying: Promise<void> | null = null;
    function retry() {
      trying ??= load()
        .then(
          loaded => {
            parts.setState({ missing: others() });
            resolve(loaded);
          },
          () => parts.setState({ missing: [...others(), part], isDismissed: false }),
        )
        .finally(() => {
          trying = null;
        });
      return trying;
    }
    void retry();
  });
}

/** Tries again to load what is missing; resolves when all of it has been tried. */
export async function retryParts(parts: PartsStore = useParts): Promise<void> {
  await Promise.all(parts.getState().missing.map(({ retry }) => retry()));
}
