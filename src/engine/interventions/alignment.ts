/** Tokens of two texts that correspond, so that activations can be carried over from one to the other. */

import type { Token } from '../text/encoding';

/**
 * For each token its place among those of the other text, ascending; null where none corresponds. Equal
 * tokens of a longest common subsequence (Wagner and Fischer 1974) correspond, and so do the tokens between
 * two neighbours of it, or before the first and after the last, where both texts have as many: the word in
 * which a minimal pair differs. Aligning the other way round gives the inverse. Time and memory grow with
 * tokens · other tokens.
 */
export function alignTokens(tokens: readonly Token[], other: readonly Token[]): (number | null)[] {
  // Of several longest subsequences both directions have to find the same.
  if (compare(tokens, other) > 0) return inverse(alignTokens(other, tokens), tokens.length);
  const aligned = new Array<number | null>(tokens.length).fill(null);
  let [here, there] = [0, 0];
  for (const [i, j] of [...commonTokens(tokens, other), [tokens.length, other.length] as const]) {
    if (i - here === j - there) for (let k = 0; here + k < i; k++) aligned[here + k] = there + k;
    if (i < tokens.length) aligned[i] = j;
    [here, there] = [i + 1, j + 1];
  }
  return aligned;
}

/** Places of tokens that correspond to none, in the text that `aligned` is of and in the other. */
export function unalignedTokens(
  aligned: readonly (number | null)[],
  otherCount: number,
): { here: number[]; there: number[] } {
  return { here: withoutPartner(aligned), there: withoutPartner(inverse(aligned, otherCount)) };
}

/** Places of a longest common subsequence: of several, one that matches early and skips tokens in pairs. */
function commonTokens(a: readonly Token[], b: readonly Token[]): (readonly [number, number])[] {
  const row = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * row);
  const lengthFrom = (i: number, j: number) => longest[i * row + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * row + j] = same(a[i], b[j])
        ? lengthFrom(i + 1, j + 1) + 1
        : Math.max(lengthFrom(i + 1, j), lengthFrom(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const left = lengthFrom(i, j);
    if (same(a[i], b[j])) pairs.push([i++, j++]);
    else if (lengthFrom(i + 1, j + 1) === left) [i, j] = [i + 1, j + 1];
    else if (lengthFrom(i + 1, j) === left) i++;
    else j++;
  }
  return pairs;
}

/** A [SEP] that the user wrote is another token than the one that ends the text. */
const same = (a: Token | undefined, b: Token | undefined) => a?.id === b?.id && a?.special === b?.special;

/** Shorter texts first, then by ids; 0 where all tokens are the same. */
function compare(a: readonly Token[], b: readonly Token[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [at, { id, special }] of a.entries()) {
    const twin = b[at] as Token;
    if (id !== twin.id) return id - twin.id;
    if (special !== twin.special) return Number(special) - Number(twin.special);
  }
  return 0;
}

function inverse(aligned: readonly (number | null)[], otherCount: number): (number | null)[] {
  const back = new Array<number | null>(otherCount).fill(null);
  aligned.forEach((there, here) => {
    if (there !== null) back[there] = here;
  });
  return back;
}

const withoutPartner = (aligned: readonly (number | null)[]) =>
  aligned.flatMap((partner, at) => (partner === null ? [at] : []));
