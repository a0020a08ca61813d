/** The sentence over "How few neurons?". */

import { counted } from '../engine/counted';
import type { Carriers } from '../engine/neurons/carriers';
import { formatCount, formatSigned } from '../figures/format';
import { wholeName } from './sentences';
import { cutName } from './sites';

/** "Half of the score (+1.93) takes 20 neurons at the embedding, 4 after block 5, and 31 of 9,216 feed-forward neurons." */
export function carriersSentence(carriers: readonly Carriers[], change: number): string {
  const cuts = carriers.filter(({ of }) => of !== 'ffn');
  const [first, last] = [cuts.at(0), cuts.at(-1)];
  const forward = carriers.find(({ of }) => of === 'ffn');
  const parts = [first, last === first ? undefined : last].flatMap(cut => {
    const half = cut?.counts[0];
    return cut && typeof half === 'number' ? [`${counted(half, 'neuron')} ${cutName(cut.of)}`] : [];
  });
  const half = forward?.counts[0];
  if (forward && typeof half === 'number')
    parts.push(`${formatCount(half)} of the ${counted(forward.cumulative.length, 'feed-forward neuron')}`);
  if (parts.length === 0)
    return `No site carries half of the ${wholeName(change)} (${formatSigned(change)}).`;
  const list = parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')}, or ${parts.at(-1)}`;
  return `Half of the ${wholeName(change)} (${formatSigned(change)}) takes ${list}.`;
}
