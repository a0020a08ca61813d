/** Texts as passages that the model reads one at a time: lines, and the sentences of long lines. */

/** Longer lines are split at the ends of their sentences, in UTF-16 units. */
const LONG_LINE = 300;
/** Longer sentences are cut between words: each unit may be a token, and the model reads 512 with its special ones. */
const LONGEST = 500;
/** The same for everyone, whatever the browser speaks: a corpus is named by the hash of its sentences. */
const LANGUAGE = 'en';

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

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
  while (rest.length > LONGEST) {
    const space = rest.slice(0, LONGEST + 1).search(/\s\S*$/);
    // Without a space, between two characters: not through a surrogate pair.
    const end = space > 0 ? space : LONGEST - (/[\uD800-\uDBFF]/.test(rest[LONGEST - 1] ?? '') ? 1 : 0);
    yield rest.slice(0, end);
    rest = rest.slice(end).trimStart();
  }
  yield rest;
}
