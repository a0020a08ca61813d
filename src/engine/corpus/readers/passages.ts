/** Texts as passages that the model reads one at a time: lines, and the sentences of long lines. */

/** Longer lines are split at the ends of their sentences, in UTF-16 units. */
const LONG_LINE = 300;
/**
 * Longer sentences are cut between words. Counted after canonical decomposition, as tokenizers of the BERT kind read
 * a text: each token covers one such unit at least, and the model reads 512 with its special ones. So no tokenizer is
 * needed to know that a passage fits, and a corpus has the same passages wherever it is read.
 */
export const LONGEST = 500;
/** The same for everyone, whatever the browser speaks: a corpus is named by the hash of its sentences. */
const LANGUAGE = 'en';
/** Characters behind a cut that may belong to the one before it, such as marks and joined emoji. */
const LONGEST_GRAPHEME = 64;

export const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** The passages of a text, in order; those without a letter, digit or sign are left out. */
export function* passagesOf(text: string): Generator<string> {
  for (const line of text.split(LINE_END)) {
    for (const passage of line.length > LONG_LINE ? sentencesOf(line) : [line]) {
      for (const piece of cut(passage.trim())) if (piece !== '') yield piece;
    }
  }
}

function* sentencesOf(line: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter(LANGUAGE, { granularity: 'sentence' }).segment(line)) {
    yield segment;
  }
}

function* cut(passage: string): Generator<string> {
  let rest = passage;
  for (let limit = limitOf(rest); limit < rest.length; limit = limitOf(rest)) {
    const end = placeToCut(rest, limit);
    yield rest.slice(0, end);
    rest = rest.slice(end).trimStart();
  }
  yield rest;
}

/** The most UTF-16 units of a passage, from its beginning, that make no more than `LONGEST` decomposed ones. */
function limitOf(passage: string): number {
  let [at, units] = [0, 0];
  for (const character of passage) {
    units += character.normalize('NFD').length;
    if (units > LONGEST) return at;
    at += character.length;
  }
  return at;
}

/**
 * Where to cut a text so that at most `limit` UTF-16 units, one at least, come before: at white space, else between
 * two characters as a reader sees them.
 */
export function placeToCut(text: string, limit: number): number {
  const space = text.slice(0, limit + 1).search(/\s\S*$/);
  if (space > 0) return space;
  const near = text.slice(0, limit + LONGEST_GRAPHEME);
  const graphemes = new Intl.Segmenter(LANGUAGE, { granularity: 'grapheme' });
  const start = graphemes.segment(near).containing(limit)?.index ?? limit;
  if (start > 0) return start;
  // One endless character: between its parts, not through a surrogate pair.
  const isPair = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') && limit > 1;
  return isPair ? limit - 1 : limit;
}
