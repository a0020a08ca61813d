/** What is dragged over the page and dropped on it; left to itself, a browser leaves the page for what is dropped. */

import { create } from 'zustand';

/** Files that are held over the page. */
export interface HeldFiles {
  /** Null where the browser does not tell before they are dropped. */
  readonly count: number | null;
}

export interface Drops {
  /** Null while none are. */
  readonly held: HeldFiles | null;
  /** What was dropped last, until somebody takes it. */
  readonly files: readonly File[];
  /** Why what was dropped last is of no use, a sentence each. */
  readonly failures: readonly string[];
  /** Hands over what was dropped, once. */
  readonly take: () => readonly File[];
  readonly fail: (failures: readonly string[]) => void;
}

/** A new store over which nothing is held; the page has one, `useDrops`, each test its own. */
export function createDrops() {
  return create<Drops>()((set, get) => ({
    held: null,
    files: [],
    failures: [],
    take: () => {
      const { files } = get();
      if (files.length > 0) set({ files: [] });
      return files;
    },
    fail: failures => set({ failures }),
  }));
}

export type DropsStore = ReturnType<typeof createDrops>;

/** What is dropped on the page. */
export const useDrops = createDrops();

/**
 * Takes files wherever on the page they are dropped, and refuses what else would be, links and selected text, but in
 * boxes that hold text: there the browser inserts it. What a part of the page has taken for itself is left to it.
 * @returns ends it
 */
export function connectDrops(window: EventTarget, drops: DropsStore = useDrops): () => void {
  const listeners: Readonly<Record<string, (event: DragEvent) => void>> = {
    dragenter: hold,
    dragover: hold,
    dragleave: ({ relatedTarget }) => {
      if (relatedTarget === null) letGo();
    },
    // A pointer moves again after a drag only, however that ended.
    pointermove: letGo,
    drop: event => {
      letGo();
      if (event.defaultPrevented || isForText(event)) return;
      event.preventDefault();
      if (!hasFiles(event)) return;
      const files = [...(event.dataTransfer?.files ?? [])];
      const failures = files.length === 0 ? [NO_FILES] : [];
      drops.setState({ files, failures });
    },
  };

  function hold(event: DragEvent): void {
    if (event.defaultPrevented) {
      letGo();
      return;
    }
    if (isForText(event)) return;
    event.preventDefault();
    const { dataTransfer } = event;
    if (!dataTransfer) return;
    dataTransfer.dropEffect = hasFiles(event) ? 'copy' : 'none';
    if (!hasFiles(event)) return;
    const count = [...dataTransfer.items].filter(({ kind }) => kind === 'file').length || null;
    const { held } = drops.getState();
    if (held === null || held.count !== count) drops.setState({ held: { count } });
  }

  function letGo(): void {
    if (drops.getState().held !== null) drops.setState({ held: null });
  }

  for (const [type, listener] of Object.entries(listeners)) {
    window.addEventListener(type, listener as EventListener);
  }
  return () => {
    for (const [type, listener] of Object.entries(listeners)) {
      window.removeEventListener(type, listener as EventListener);
    }
  };
}

const NO_FILES = 'What was dropped holds no file that the browser hands over, expected a text file.';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

/** Whether the browser inserts what is dropped as text. */
function isForText(event: DragEvent): boolean {
  const { target } = event;
  if (hasFiles(event) || target === null || !('matches' in target)) return false;
  return (target as Element).matches(':read-write');
}
