/** Texts and lists of neurons as the lines under an exported figure name them. */

import type { Sign } from '../engine/neurons/ranking';
import { formatCount } from './format';

/** What a line has room for. */
export const MOST_CHARACTERS = 110;
/** Characters of a text that are looked at for them: white space counts as one. */
const MOST_READ = 20 * MOST_CHARACTERS;

/** A text between quotation marks, as much of it as a line has room for. */
export function quotedLine(text: string): string {
  return `“${shortened(text.slice(0, MOST_READ).replace(/\s+/g, ' '), MOST_CHARACTERS)}”`;
}

/** As many characters of a text, and a sign that there are more. */
export function shortened(text: string, most: number): string {
  // Twice as many units hold them all, and a sign of more: a text of a megabyte is never walked whole.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}

/** What restricts a list of neurons. */
export interface ListSettings {
  /** Which neurons: "feed-forward neurons". */
  readonly noun: string;
  /** What ranks them. */
  readonly method: string;
  readonly sign: Sign;
  /** The selected word; null where none is. */
  readonly at: string | null;
  /** The part of an address that is searched for; empty where none is. */
  readonly find: string;
  /** How many neurons there are, and how many of them the figure has at most. */
  readonly count: number;
  readonly most: number;
}

/** "The first 25 of 9,216 feed-forward neurons by conductance at “dull”; positive values only." */
export function listCaption({ noun, method, sign, at, find, count, most }: ListSettings): string {
  const number =
    count > most ? `The first ${formatCount(most)} of ${formatCount(count)}` : formatCount(count);
  const search = find.trim() === '' ? '' : ` (${quotedLine(find.trim())})`;
  const place = at === null ? '' : ` at ${quotedLine(at)}`;
  return `${number} ${noun}${search} by ${method}${place}; ${SIGN_NAMES[sign]}.`;
}

const SIGN_NAMES: Readonly<Record<Sign, string>> = {
  both: 'both signs',
  towards: 'positive values only',
  away: 'negative values only',
};
