/** Runs of one kind in a worker: a newer one ends the older. */

export interface NewestRun {
  /**
   * Starts a run and tells what it yields. Resolves with what it returns, or with null when a newer run or `end` ended
   * it; it is told of by the signal and comes to its own end, so that it lets go of what it holds.
   */
  follow<E, R>(
    start: (signal: AbortSignal) => Promise<AsyncGenerator<E, R>>,
    onEvent: (event: E) => void,
  ): Promise<R | null>;
  end(): void;
}

/** @param turn lets messages in between two steps, so that a newer request is heard */
export function createNewestRun(turn: () => Promise<void>): NewestRun {
  let running: AbortController | null = null;
  return {
    async follow(start, onEvent) {
      running?.abort();
      const own = new AbortController();
      running = own;
      const { signal } = own;
      try {
        const run = await start(signal);
        for (;;) {
          const step = await run.next();
          if (step.done) return signal.aborted ? null : step.value;
          if (!signal.aborted) onEvent(step.value);
          await turn();
        }
      } catch (error) {
        // A broken wasm module has to be told of, whoever meets it.
        if (signal.aborted && !(error instanceof WebAssembly.RuntimeError)) return null;
        throw error;
      }
    },
    end() {
      running?.abort();
    },
  };
}
