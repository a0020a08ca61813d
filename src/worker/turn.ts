/** Lets messages in between two steps of a worker, so that a newer request or a cancel is heard. */
export function turn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve));
}
