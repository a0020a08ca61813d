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
