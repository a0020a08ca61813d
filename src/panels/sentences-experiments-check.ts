/** The sentence over the check of a ranking: how far it orders neurons as switching them to the baseline does. */

import { counted } from '../engine/counted';
import type { CheckRecord, Correlation } from '../engine/experiments/records';
import { formatCount, formatTick } from '../figures/format';
import { NEURON_METHOD_NAMES } from './names';
import { capitalised } from './sentences-experiments';

/** "Conductance agrees by and large with what switching neurons to the baseline does: Spearman’s ρ 0.80 (…). …" */
export function checkSentence({ ranking, correlation, points }: CheckRecord, isFinal: boolean): string {
  const { all, top, random } = correlation;
  const name = capitalised(NEURON_METHOD_NAMES[ranking]);
  if (!isFinal || points.length === 0) return '';
  if (!all) return `${name} cannot be compared: ${sameness(points)}.`;
  const whole = `Spearman’s ρ ${rho(all.rho)} over ${counted(all.count, 'neuron')} (95 % interval ${interval(all)})`;
  const parts = [
    top && `among the first ${formatCount(top.count)} of the ranking ${rho(top.rho)} (${interval(top)})`,
    random && `among ${formatCount(random.count)} random ones ${rho(random.rho)} (${interval(random)})`,
  ].filter(part => part !== null);
  const rest = parts.length > 0 ? `; ${parts.join(', ')}` : '';
  return `${name} ${agreement(all.rho)} what switching neurons to the baseline does: ${whole}${rest}.`;
}

/** Why there is no correlation. */
function sameness(points: CheckRecord['points']): string {
  const saysNothing = points.every(({ attribution }) => attribution === 0);
  const doesNothing = points.every(({ effect }) => effect === 0);
  if (saysNothing && doesNothing)
    return 'it is 0 for every neuron here, and switching any of them to the baseline changes nothing';
  if (saysNothing) return 'it is 0 for every neuron here';
  if (doesNothing) return 'switching any of these neurons to the baseline changes nothing';
  return 'too few neurons differ in what it says of them or in what they do';
}

/** A correlation with two decimals: 0.80, −0.12. */
export const rho = (value: number) => formatTick(value, 0.01);

/** "0.74 to 0.85". */
export const interval = ({ low, high }: Correlation) => `${rho(low)} to ${rho(high)}`;

function agreement(value: number): string {
  if (value >= 0.9) return 'agrees closely with';
  if (value >= 0.7) return 'agrees by and large with';
  if (value >= 0.4) return 'agrees in part with';
  return value > -0.4 ? 'hardly agrees with' : 'says the opposite of';
}
