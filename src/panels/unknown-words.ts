/** Which words the model does not know, in a sentence. */

import type { Token } from '../engine/text/encoding';
import { quoted } from './sentences';

/** What BERT's vocabulary has for what it lacks. */
const UNKNOWN = '[UNK]';
const MOST_NAMED = 3;

/** "The model does not know “𓀀”: it reads it as [UNK]." Empty where it knows every word. */
export function unknownSentence(text: string, tokens: readonly Token[]): string {
  const read = tokens.filter(({ special }) => !special);
  const lost = read.filter(token => token.text === UNKNOWN);
  if (lost.length === 0) return '';
  if (lost.length === read.length && read.length > 1)
    return `The model knows none of these words: it reads each as ${UNKNOWN}, whatever it says.`;
  const names = [...new Set(lost.map(({ start, end }) => text.slice(start ?? 0, end ?? 0)))];
  const named = names.slice(0, MOST_NAMED).map(quoted);
  const more = names.length - named.length;
  const list =
    more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ').replace(/, (?=[^,]*$)/, ' and ');
  return `The model does not know ${list}: it reads ${names.length > 1 ? 'them' : 'it'} as ${UNKNOWN}.`;
}
