/** Lets messages in between two steps of a worker, so that a newer request or a cancel is heard. */
export function turn(): Promise<void> {
  return pause(0);
}

/** Leaves the cores to others for some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
