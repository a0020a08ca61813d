/** What every section says of a score that nothing between baseline and text moves. */

import { isConstant } from '../engine/attribution/completeness';
import type { Attribution } from '../engine/explanation/record';
import { formatSigned } from '../figures/format';

/** F, where it is the same all the way from the baseline to the text; null where it moves, or has no baseline. */
export function constantScore({ value, baselineValue, tokens }: Attribution): number | null {
  return isConstant(value, baselineValue, tokens) ? value : null;
}

/** "Nothing between baseline and text moves the score: it is +4.71 at both, so there is nothing to share out." */
export function constantSentence(score: number): string {
  return `Nothing between baseline and text moves the score: it is ${formatSigned(score)} at both, so there is nothing to share out.`;
}
