import { expect, it } from 'vitest';
import type { Token } from '../engine/text/encoding';
import { unknownSentence } from './unknown-words';

/** Words of a text as tokens between special ones; those that begin with a star are unknown. */
function reading(...words: string[]): [string, Token[]] {
  const text = words.join(' ');
  let end = -1;
  const tokens = words.map((word, at): Token => {
    const start = end + 1;
    end = start + word.length;
    return { id: 1, text: word.startsWith('*') ? '[UNK]' : word, start, end, special: false, word: at };
  });
  const special: Token = { id: 2, text: '[CLS]', start: null, end: null, special: true, word: null };
  return [text, [special, ...tokens]];
}

it('nothing is said of a text whose words are known', () => {
  expect(unknownSentence(...reading('so', 'dull'))).toBe('');
});

it('unknown words are named, each once', () => {
  expect(unknownSentence(...reading('so', '*a', '*b', '*a'))).toBe(
    'The model does not know “*a” and “*b”: it reads them as [UNK].',
  );
  expect(unknownSentence(...reading('so', '*a'))).toBe('The model does not know “*a”: it reads it as [UNK].');
});

it('of many the first are named', () => {
  expect(unknownSentence(...reading('so', '*a', '*b', '*c', '*d', '*e'))).toBe(
    'The model does not know “*a”, “*b”, “*c” and 2 more: it reads them as [UNK].',
  );
});

it('a text of unknown words alone is told to mean nothing to the model', () => {
  expect(unknownSentence(...reading('*a', '*b'))).toBe(
    'The model knows none of these words: it reads each as [UNK], whatever it says.',
  );
});
