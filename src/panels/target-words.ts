/** A target in the words of a reader. */

import { formatTarget, parseTarget, type Target } from '../engine/transformer/target';

/** Which classes a target is for and against, and its unit. */
export interface TargetWords {
  /** The class that positive values speak for. */
  readonly towards: string;
  /** The class that negative values speak for; null where they only speak against the first. */
  readonly against: string | null;
  readonly unit: string;
}

/** A target's kind as a quantity. */
export const KIND_NAMES: Readonly<Record<Target['kind'], string>> = {
  logit: 'logit',
  prob: 'probability',
  logprob: 'log probability',
  diff: 'logit difference',
};

/** @returns null where the target does not fit the labels. */
export function targetWords(target: string, labels: readonly string[]): TargetWords | null {
  const parsed = parsedTarget(target, labels);
  if (!parsed) return null;
  return {
    towards: labels[parsed.label] ?? '',
    against: parsed.kind === 'diff' ? (labels[parsed.against] ?? '') : null,
    unit: KIND_NAMES[parsed.kind],
  };
}

/** What the two sides of a figure's colours mean; a side without values is empty. */
export function legendWords(
  target: TargetWords | null,
  isSignless: boolean,
  isDifference: boolean,
): { away: string; toward: string } {
  const towards = target?.towards ?? 'the target';
  if (isSignless)
    return isDifference
      ? { away: 'the score reacts less', toward: 'it reacts more' }
      : { away: '', toward: 'how strongly the score reacts' };
  const away = target?.against ? `towards ${target.against}` : `away from ${towards}`;
  return isDifference
    ? { away: `moved ${away}`, toward: `moved towards ${towards}` }
    : { away, toward: `towards ${towards}` };
}

/**
 * The target of the same kind as the present one that speaks for another class; a difference turned to its second
 * class changes sides. A logit where there is no present target, or one that does not fit the labels.
 */
export function turnedTo(label: string, present: string | null, labels: readonly string[]): string {
  const chosen = labels.indexOf(label);
  const parsed = present === null ? null : parsedTarget(present, labels);
  if (parsed?.kind !== 'diff') return formatTarget({ kind: parsed?.kind ?? 'logit', label: chosen }, labels);
  const against = chosen === parsed.against ? parsed.label : parsed.against;
  return formatTarget({ kind: 'diff', label: chosen, against }, labels);
}

function parsedTarget(target: string, labels: readonly string[]): Target | null {
  try {
    return parseTarget(target, labels);
  } catch {
    return null;
  }
}

/** Every target of a model with these labels, as its text form and its name. */
export function allTargets(labels: readonly string[]): { value: string; name: string }[] {
  const single = (['logit', 'prob', 'logprob'] as const).flatMap(kind =>
    labels.map(label => ({ value: `${kind}:${label}`, name: `${KIND_NAMES[kind]} of ${label}` })),
  );
  const pairs = labels.flatMap(label =>
    labels
      .filter(other => other !== label)
      .map(other => ({ value: `diff:${label},${other}`, name: `${label} minus ${other}` })),
  );
  return [...single, ...pairs];
}
