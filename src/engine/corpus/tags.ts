/**
 * How well a neuron tells a part of speech: average precision of the tag when tokens are ranked by activation, which
 * NeuroX calls IoU. Ranks are those of histogram bins; tokens of one bin count as equals.
 */

export interface TagAssociation {
  readonly tag: number;
  readonly averagePrecision: number;
  /** +1 where greater activations mean the tag, −1 where smaller ones do. */
  readonly sign: 1 | -1;
}

/**
 * The tags that a neuron tells best, those first whose precision rises most above that of chance, (AP − p) / (1 − p)
 * with p the tag's share: by AP alone the frequent tags would come first everywhere.
 * @param counts tokens `[tags, bins]`, row by row
 */
export function bestTags(
  counts: Uint32Array,
  { tags, bins, most }: { readonly tags: number; readonly bins: number; readonly most: number },
): TagAssociation[] {
  const rows = Array.from({ length: tags }, (_, tag) => counts.subarray(tag * bins, (tag + 1) * bins));
  const totals = new Float64Array(bins);
  for (const row of rows) {
    for (const [bin, count] of row.entries()) totals[bin] = (totals[bin] ?? 0) + count;
  }
  const all = totals.reduce((sum, count) => sum + count, 0);
  const scored = rows.flatMap((row, tag) => {
    const own = row.reduce((sum, count) => sum + count, 0);
    if (own === 0 || own === all) return [];
    const prevalence = own / all;
    const up = averagePrecision(row, totals, own, 1);
    const down = averagePrecision(row, totals, own, -1);
    const precision = Math.max(up, down);
    const sign: 1 | -1 = up >= down ? 1 : -1;
    return [{ tag, averagePrecision: precision, sign, gain: (precision - prevalence) / (1 - prevalence) }];
  });
  return scored
    .sort((a, b) => b.gain - a.gain || a.tag - b.tag)
    .slice(0, most)
    .map(({ tag, averagePrecision, sign }) => ({ tag, averagePrecision, sign }));
}

/** Σ over bins, the greatest (or least) first: share of the tag's tokens in the bin · precision down to its end. */
function averagePrecision(row: Uint32Array, totals: Float64Array, own: number, sign: 1 | -1): number {
  let hits = 0;
  let seen = 0;
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const bin = sign > 0 ? row.length - 1 - i : i;
    const count = row[bin] ?? 0;
    hits += count;
    seen += totals[bin] ?? 0;
    if (count > 0) sum += (count / own) * (hits / seen);
  }
  return sum;
}
