/**
 * The Brown corpus (Francis and Kučera 1964) in its tagged form, `The/at jury/nn said/vbd ./.`, one sentence a line:
 * natural text rebuilt from it, and the place and part of speech of every word in that text.
 */

import { universalTag } from './brown-tags';
import type { CorpusWord, Sentence } from './sentences';

/** A word as printed, with its tag. */
interface Tagged {
  readonly word: string;
  readonly tag: string;
}

// The corpus repeats these where they end a clause: "?/. ?/.".
const DOUBLED = new Set([';', '?', '!']);
// No space before and after; the apostrophe of an inner quotation is told apart by what is open.
const CLOSES = new Set([',', '.', ';', ':', '?', '!', ')', ']', '’', '”']);
const OPENS = new Set(['(', '[', '‘', '“']);

/**
 * The sentences of one file of the corpus, in order. Quotation marks become “ ” ‘ ’, a doubled mark is written once,
 * marks stand next to their words.
 */
export function parseBrown(file: string): Sentence[] {
  return file.split('\n').flatMap(line => {
    const tagged = parts(line);
    return tagged.length === 0 ? [] : [rebuild(tagged)];
  });
}

/** `word/tag` items of a line. A word may hold a slash; its tag is what follows the last one. */
function parts(line: string): Tagged[] {
  const items = line
    .trim()
    .split(/\s+/)
    .filter(item => item !== '');
  const tagged = items.map((item): Tagged => {
    const slash = item.lastIndexOf('/');
    if (slash < 0) throw new Error(`Brown corpus: "${item}" has no tag, expected word/tag.`);
    return { word: item.slice(0, slash), tag: item.slice(slash + 1) };
  });
  return tagged.filter(
    ({ word }, index) => word !== '' && !(DOUBLED.has(word) && tagged[index - 1]?.word === word),
  );
}

function rebuild(tagged: readonly Tagged[]): Sentence {
  let text = '';
  let glued = true;
  let innerOpen = false;
  const words: CorpusWord[] = [];
  tagged.forEach(({ word, tag }, index) => {
    let shown = word;
    if (word === '``') shown = '“';
    else if (word === "''") shown = '”';
    else if (word === "'") {
      // At the end of a sentence a lone mark closes, even one that nothing opened.
      const closes = innerOpen || index === tagged.length - 1;
      shown = closes ? '’' : '‘';
      innerOpen = !closes;
    } else if (word === '--') shown = '—';
    else shown = word.replaceAll('**', '') || word;
    if (!glued && !CLOSES.has(shown)) text += ' ';
    words.push({ start: text.length, end: text.length + shown.length, tag: universalTag(tag) });
    text += shown;
    glued = OPENS.has(shown);
  });
  return { text, words };
}
