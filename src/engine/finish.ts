/** Running a generator to its end, for callers who do not watch. */

/** The value that a generator returns; what it yields on the way is dropped. */
export async function finish<R>(run: AsyncGenerator<unknown, R>): Promise<R> {
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}
