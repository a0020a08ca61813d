import { expect, it } from 'vitest';
import { explanationOf } from '../state/fixtures/explanation';
import type { Shown } from '../state/view';
import { piecesOf } from './pieces';
import { wordsSentence } from './sentences-words';
import { shownPieces } from './shown-pieces';

const { text, tokens, attribution: changed } = explanationOf(['so', 'dull'], [0.5, 1], { value: 1.5 });
const { attribution: untouched } = explanationOf(['so', 'dull'], [0.25, 3], { value: 3.25 });
if (!changed || !untouched) throw new Error('attributions expected');

function say(shown: Shown | null) {
  if (!changed || !untouched) return '';
  const pieces = shown
    ? shownPieces(text, tokens, { changed, untouched }, 'words', shown).pieces
    : piecesOf(text, tokens, changed, 'words');
  return wordsSentence({
    pieces,
    changed,
    untouched: shown && untouched,
    shown,
    noun: 'word',
    towards: 'negative',
  });
}

it('is that of the run, without a word of changes where there are none', () => {
  expect(say(null)).toMatch(/^“dull” carries most of the score \(\+1\.00 of \+1\.50\)/);
});

it('says which of two runs it is about', () => {
  expect(say('changed')).toMatch(
    /^With the changes, “dull” carries most of the score \(\+1\.00 of \+1\.50\)/,
  );
  expect(say('untouched')).toMatch(
    /^Without the changes, “dull” carries most of the score \(\+3\.00 of \+3\.25\)/,
  );
});

it('says where nothing moves the score, of either run', () => {
  const still = { value: 4.71, baselineValue: 4.71, delta: 0, tokens: changed.tokens.map(() => 0) };
  const facts = { pieces: [], changed: { ...changed, ...still }, noun: 'word', towards: 'negative' } as const;
  expect(wordsSentence({ ...facts, untouched: null, shown: null })).toBe(
    'Nothing between baseline and text moves the score: it is +4.71 at both, so there is nothing to share out.',
  );
  expect(wordsSentence({ ...facts, untouched, shown: 'changed' })).toMatch(
    /^With the changes, nothing between/,
  );
});

it('says of a difference what the words lost and gained', () => {
  expect(say('difference')).toBe('“dull” lost 2.00, “so” gained 0.25; the score is +1.50 instead of +3.25.');
});
