/**
 * A run whose events are told as others, those that become null not at all; its end stays the same. Closing this run
 * closes that one.
 */
export async function* relay<E, F, R>(
  run: AsyncGenerator<E, R>,
  as: (event: E) => F | null,
): AsyncGenerator<F, R> {
  try {
    for (;;) {
      const step = await run.next();
      if (step.done) return step.value;
      const told = as(step.value);
      if (told !== null) yield told;
    }
  } finally {
    await run.return(undefined as R);
  }
}
