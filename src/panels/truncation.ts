/** Where a text that is too long for the model was cut, in a sentence. */

import { counted } from '../engine/counted';
import type { Token } from '../engine/text/encoding';
import { quoted } from './sentences';

/** "The model reads 512 tokens at most: the text is cut before “word”, 1,204 characters are left out." */
export function truncationSentence(text: string, tokens: readonly Token[]): string {
  const end = tokens.reduce((last, token) => Math.max(last, token.end ?? 0), 0);
  const left = text.slice(end);
  const next = /\S{1,100}/u.exec(left);
  const count = countCharacters(left.trimStart());
  const rest = `${counted(count, 'character')} ${count === 1 ? 'is' : 'are'} left out`;
  const limit = `The model reads at most ${counted(tokens.length, 'token')}`;
  if (!next) return `${limit}: the end of the text is left out.`;
  const inside = next.index === 0 && /\S$/u.test(text.slice(Math.max(0, end - 2), end));
  if (!inside) return `${limit}: the text is cut before ${quoted(next[0])}, and ${rest}.`;
  const head = /\S+$/u.exec(text.slice(Math.max(0, end - MAX_WORD), end))?.[0] ?? '';
  return `${limit}: the text is cut within ${quoted(head + next[0])}, and ${rest}.`;
}

/** Code points, which no list of a megabyte's is made for. */
function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** Characters before the cut in which the cut word's beginning is looked for. */
const MAX_WORD = 100;
