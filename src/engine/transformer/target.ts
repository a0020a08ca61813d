/** The target: the scalar of the model's output that is explained, fixed once before any attribution. Its text form. */

/** Indices are into the model's labels. */
export type Target =
  | { readonly kind: 'logit' | 'prob' | 'logprob'; readonly label: number }
  | { readonly kind: 'diff'; readonly label: number; readonly against: number };

/**
 * Reads `logit:LABEL`, `prob:LABEL`, `logprob:LABEL` or `diff:A,B` (logit of A minus logit of B).
 * @throws Error that names the text, the form expected and the model's labels.
 */
export function parseTarget(text: string, labels: readonly string[]): Target {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(colon, 0));
  const rest = text.slice(colon + 1);
  switch (kind) {
    case 'logit':
    case 'prob':
    case 'logprob':
      return { kind, label: labelIndex(rest, text, labels) };
    case 'diff': {
      // A label may hold a comma itself, so every comma is tried as the one between the two.
      for (let comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',', comma + 1)) {
        const label = labels.indexOf(rest.slice(0, comma).trim());
        const against = labels.indexOf(rest.slice(comma + 1).trim());
        if (label >= 0 && against >= 0 && label !== against) return { kind, label, against };
      }
      throw new Error(
        `Target "${text}": expected diff:A,B with two different labels of ${labels.join(', ')}.`,
      );
    }
    default:
      throw new Error(
        `Target "${text}": expected logit:LABEL, prob:LABEL, logprob:LABEL or diff:A,B with labels of ${labels.join(', ')}.`,
      );
  }
}

/** Whether `parseTarget` reads a text. */
export function isTarget(text: string, labels: readonly string[]): boolean {
  try {
    parseTarget(text, labels);
    return true;
  } catch {
    return false;
  }
}

/** The text that `parseTarget` reads back. */
export function formatTarget(target: Target, labels: readonly string[]): string {
  const name = (index: number) => labels[index] ?? String(index);
  return target.kind === 'diff'
    ? `diff:${name(target.label)},${name(target.against)}`
    : `${target.kind}:${name(target.label)}`;
}

/** The target's value at one text's logits. */
export function targetValue(target: Target, logits: readonly number[]): number {
  const logit = logits[target.label] ?? Number.NaN;
  switch (target.kind) {
    case 'logit':
      return logit;
    case 'diff':
      return logit - (logits[target.against] ?? Number.NaN);
    case 'prob':
      return Math.exp(logit - logSumExp(logits));
    case 'logprob':
      return logit - logSumExp(logits);
  }
}

function logSumExp(logits: readonly number[]): number {
  const most = Math.max(...logits);
  return most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
}

function labelIndex(name: string, text: string, labels: readonly string[]): number {
  const index = labels.indexOf(name.trim());
  if (index < 0)
    throw new Error(`Target "${text}": the model has no label "${name}"; it has ${labels.join(', ')}.`);
  return index;
}
