/** Whether the attributions add up to what they explain (Sundararajan et al. 2017, proposition 1), in words. */

import { measureOf } from '../engine/attribution/completeness';
import { counted } from '../engine/counted';
import type { Attribution } from '../engine/explanation/record';
import { formatNumber, formatPercent } from '../figures/format';
import { constantScore } from './constant-score';
import { METHOD_NAMES } from './names';
import { differenceOf } from './pieces';

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'none';
  /** "Complete.", "Not complete:", or the start of the sentence about a method that has none. */
  readonly verdict: string;
  readonly sentence: string;
}

/** "Complete. Σ attributions 1.926 = F(x) − F(baseline) 1.926, error 0.02 %, 48 evaluations." */
export function completenessOf(attribution: Attribution): Completeness {
  const { method, delta, withinTolerance, evaluations } = attribution;
  const difference = differenceOf(attribution);
  const cost = counted(evaluations, 'evaluation');
  if (difference === null || delta === null) {
    return {
      status: 'none',
      verdict: `${METHOD_NAMES[method]} has no completeness:`,
      sentence: `its values add up to nothing in particular, ${cost}.`,
    };
  }
  if (constantScore(attribution) !== null) {
    return {
      status: 'complete',
      verdict: 'Complete.',
      sentence: `Σ attributions 0 = F(x) − F(baseline) 0, ${cost}.`,
    };
  }
  const complete = withinTolerance === true;
  const sum = formatNumber(difference + delta);
  const relation = complete ? '=' : '≠';
  return {
    status: complete ? 'complete' : 'incomplete',
    verdict: complete ? 'Complete.' : 'Not complete:',
    sentence: `Σ attributions ${sum} ${relation} F(x) − F(baseline) ${formatNumber(difference)}, error ${errorOf(attribution, difference, delta)}, ${cost}.`,
  };
}

/** |delta| as part of what the engine measures it against. */
function errorOf({ tokens }: Attribution, difference: number, delta: number): string {
  const measure = measureOf(difference, tokens);
  const error = formatPercent(measure === 0 ? 0 : Math.abs(delta) / measure);
  return measure === Math.abs(difference)
    ? error
    : `${error} of a tenth of the largest token, since hardly any score is left`;
}
