/** The backends by name, and what is said of the one that runs. Free of TensorFlow.js, so that the page may read it. */

/** Backends in order of preference. */
export const BACKENDS = ['webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** Which backend runs and why, for the page and the record. */
export interface BackendReport {
  readonly name: BackendName;
  /** Threads of the wasm backend; 1 elsewhere. */
  readonly threads: number;
  /** A sentence: why this backend and not another. */
  readonly reason: string;
}

/** What can be started: a backend, and wasm without the threads that `wasm` has where the page may have them. */
export type StartName = BackendName | 'wasm-single';

/** A start as it is called in a sentence. */
export const START_TITLES: Readonly<Record<StartName, string>> = {
  webgl: 'webgl',
  wasm: 'wasm',
  'wasm-single': 'wasm with one thread',
  cpu: 'cpu',
};

/** The backend that a start starts. */
export const backendOf = (start: StartName): BackendName => (start === 'wasm-single' ? 'wasm' : start);

/** Starts in the order in which they are tried, those of the forced backend before all others. */
export function startsInOrder(forced: BackendName | null): StartName[] {
  const starts: StartName[] = ['webgl', 'wasm', 'wasm-single', 'cpu'];
  return [
    ...starts.filter(start => backendOf(start) === forced),
    ...starts.filter(start => backendOf(start) !== forced),
  ];
}
