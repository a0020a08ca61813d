/** Where a text that is too long for the model was cut, in a sentence. */

import type { Token } from '../engine/text/encoding';
import { quoted } from './sentences';

/** "The model reads 512 tokens at most: the text is cut before “word”, 1,204 characters are left out." */
export function truncationSentence(text: string, tokens: readonly Token[]): string {
  const end = tokens.reduce((last, token) => Math.max(last, token.end ?? 0), 0);
  const left = text.slice(end);
  const next = /\S+/u.exec(left);
  const count = Array.from(left.trimStart()).length.toLocaleString('en');
  const limit = `The model reads at most ${tokens.length.toLocaleString('en')} tokens`;
  if (!next) return `${limit}: the end of the text is left out.`;
  const inside = next.index === 0 && /\S$/u.test(text.slice(0, end));
  if (!inside)
    return `${limit}: the text is cut before ${quoted(next[0])}, and ${count} characters are left out.`;
  const head = /\S+$/u.exec(text.slice(Math.max(0, end - MAX_WORD), end))?.[0] ?? '';
  return `${limit}: the text is cut within ${quoted(head + next[0])}, and ${count} characters are left out.`;
}

/** Characters before the cut in which the cut word's beginning is looked for. */
const MAX_WORD = 100;
