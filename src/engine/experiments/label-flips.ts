/** Where the predicted label changes on the way from some logits to others. */

export interface LabelFlip {
  /** How far along the way, from 0 to 1. */
  readonly share: number;
  /** Indices of labels. */
  readonly from: number;
  readonly to: number;
}

/**
 * The changes of the largest logit on the straight line between two rows of logits, in the order in which they are met:
 * a third label may lead for a part of the way. At ties the label of the lower index leads, as in a prediction.
 */
export function labelFlips(before: readonly number[], after: readonly number[]): LabelFlip[] {
  const flips: LabelFlip[] = [];
  const last = largest(after);
  let [from, share] = [largest(before), 0];
  while (from !== last) {
    const next = nextLeader(before, after, from, share);
    // Only rounding leaves nobody to overtake; the label at the end is met at the end then.
    const flip = next ?? { share: 1, to: last };
    flips.push({ ...flip, from });
    [from, share] = [flip.to, flip.share];
  }
  return flips;
}

/** Who overtakes the leader first; of several at once, the one that rises fastest, which leads from there on. */
function nextLeader(
  before: readonly number[],
  after: readonly number[],
  leader: number,
  since: number,
): { readonly share: number; readonly to: number } | null {
  const rise = (label: number) => (after[label] ?? 0) - (before[label] ?? 0);
  const met = before.flatMap((value, to) => {
    const gain = rise(to) - rise(leader);
    const share = gain > 0 ? ((before[leader] ?? 0) - value) / gain : Number.POSITIVE_INFINITY;
    return share <= 1 ? [{ share: Math.max(since, share), to, rise: rise(to) }] : [];
  });
  const [first] = met.sort((a, b) => a.share - b.share || b.rise - a.rise || a.to - b.to);
  return first ? { share: first.share, to: first.to } : null;
}

const largest = (logits: readonly number[]) => logits.indexOf(Math.max(...logits));
