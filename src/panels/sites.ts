/** Sites in the words of a reader. */

/** "the embedding", "block 3", for a site that is a full cut. */
export function cutName(site: string): string {
  const block = /^L(\d+)\./.exec(site)?.[1];
  return block === undefined ? 'at the embedding' : `after block ${block}`;
}

/** The number of a site's block; null for the embedding. */
export function blockOf(site: string): number | null {
  const block = /^L(\d+)\./.exec(site)?.[1];
  return block === undefined ? null : Number(block);
}
