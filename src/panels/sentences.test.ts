import { describe, expect, it } from 'vitest';
import {
  type AttributionFacts,
  attributionSentence,
  formatProbability,
  predictionSentence,
  quoted,
} from './sentences';

/** Tests read better with ordinary spaces. */
const spaced = (text: string) => text.replaceAll('\u00A0', ' ');

describe('predictionSentence', () => {
  const say = (shares: Record<string, number>) => {
    const probabilities = Object.values(shares);
    return spaced(
      predictionSentence({ labels: Object.keys(shares), logits: probabilities.map(Math.log), probabilities }),
    );
  };

  it('says of a close call that it is barely one', () => {
    expect(say({ negative: 0.61, positive: 0.39 })).toBe('Negative, but barely: 61 % against 39 %.');
  });

  it('names the winner, wherever it stands', () => {
    expect(say({ negative: 0.2, positive: 0.8 })).toBe('Positive: 80 % against 20 %.');
  });

  it('is clear about a clear case without claiming certainty', () => {
    expect(say({ negative: 1e-7, positive: 1 })).toBe('Clearly positive: > 99.9 % against < 0.1 %.');
  });

  it('calls what rounds to a tie undecided', () => {
    expect(say({ negative: 0.501, positive: 0.499 })).toBe(
      'Undecided: 50 % for negative, 50 % for positive.',
    );
  });

  it('lists the others of three classes in their order', () => {
    expect(say({ negative: 0.15, neutral: 0.5, positive: 0.35 })).toBe(
      'Neutral: 50 % against 35 % for positive and 15 % for negative.',
    );
  });

  it('names only the next of many classes', () => {
    expect(say({ anger: 0.1, fear: 0.2, joy: 0.4, love: 0.3 })).toBe(
      'Joy: 40 % against 30 % for love, the next of 4 classes.',
    );
  });

  it('does not compare a single class with itself', () => {
    expect(say({ spam: 1 })).toBe('The model knows one class only: spam.');
  });
});

describe('formatProbability', () => {
  it('rounds in the middle and keeps a decimal towards the ends', () => {
    expect([0.614, 0.9962, 0.042].map(formatProbability).map(spaced)).toEqual(['61 %', '99.6 %', '4.2 %']);
  });
});

describe('attributionSentence', () => {
  const say = (values: Record<string, number>, other: Partial<AttributionFacts> = {}) =>
    attributionSentence({
      pieces: Object.entries(values).map(([text, value]) => ({ text, value })),
      difference: Object.values(values).reduce((sum, value) => sum + value, 0),
      method: 'integrated-gradients',
      noun: 'word',
      towards: 'negative',
      ...other,
    });

  it('marks a word that is worth more than the whole, and those that pull back', () => {
    expect(say({ a: 0.05, clumsy: 2.41, oddly: -0.4, moving: -0.13, film: -0.25 })).toBe(
      '“clumsy” alone is worth more than the whole score (+2.41 of +1.68); “oddly” and “film” pull back.',
    );
  });

  it('does not call a word more than the whole where both are written alike', () => {
    expect(say({ dull: -1.622, long: 0.001 })).toContain('“dull” carries most of the drop (−1.62 of −1.62)');
  });

  it('names a word that carries most', () => {
    expect(say({ dull: 1.2, and: 0.1, long: 0.5, good: -0.2 })).toBe(
      '“dull” carries most of the score (+1.20 of +1.60); “good” pulls back.',
    );
  });

  it('adds up several words where none carries most', () => {
    expect(say({ dull: 0.7, long: 0.6, grey: 0.5, slow: 0.4 })).toBe(
      '“dull”, “long” and “grey” weigh most (together +1.80 of +2.20); hardly a word pulls back.',
    );
  });

  const sayAll = (pieces: [string, number][], difference: number) =>
    attributionSentence({
      pieces: pieces.map(([text, value]) => ({ text, value })),
      difference,
      method: 'integrated-gradients',
      noun: 'word',
      towards: 'negative',
    });

  it('names a repeated word once, and on one side', () => {
    const pieces: [string, number][] = [
      ['so', 0.4],
      ['so', 0.4],
      ['dull', 0.3],
      ['so', -0.2],
      ['fun', -0.1],
    ];
    expect(sayAll(pieces, 1)).toBe('“so” and “dull” weigh most (together +1.10 of +1.00); “fun” pulls back.');
  });

  it('says of a long text that no word stands out', () => {
    const pieces = Array.from({ length: 40 }, (_, index): [string, number] => [`w${index}`, 0.1]);
    expect(sayAll(pieces, 4)).toBe(
      'No word stands out, the largest being “w0”, “w1” and “w2” (together +0.30 of +4.00); hardly a word pulls back.',
    );
  });

  it('speaks of a drop where the score falls', () => {
    expect(say({ dull: -1.2, film: -0.1, fun: 0.3 })).toBe(
      '“dull” alone is worth more than the whole drop (−1.20 of −1.00); “fun” pulls back.',
    );
  });

  it('says that words cancel out rather than measure them by what is left', () => {
    expect(say({ great: 2, dull: -1.99 })).toBe(
      'The words cancel out: “great” (+2.00) stands against “dull” (−1.99), and hardly anything is left (+0.01).',
    );
  });

  it('keeps a single word simple', () => {
    expect(say({ dull: 2.4 }, { difference: 2.41 })).toBe('“dull” is the only word: +2.40 of +2.41.');
  });

  it('calls tokens tokens', () => {
    expect(say({ dull: 0, film: 0 }, { noun: 'token' })).toBe('No token moves the score.');
  });

  it('gives saliency no sides', () => {
    expect(say({ dull: 2, film: 1.5, a: 0.1, fun: 1 }, { method: 'saliency', difference: null })).toBe(
      'The score reacts most to “dull”, then to “film” and “fun”.',
    );
  });

  it('compares no whole where the method has none', () => {
    expect(say({ dull: 2, fun: -1 }, { method: 'input-x-gradient', difference: null })).toBe(
      '“dull” (+2.00) speaks most for negative, “fun” (−1.00) most against it.',
    );
  });

  it('says nothing of a text without words', () => {
    expect(say({})).toBe('');
  });
});

describe('quoted', () => {
  it('cuts a very long word between characters', () => {
    expect(quoted('\u{1F600}'.repeat(30))).toBe(`“${'\u{1F600}'.repeat(24)}…”`);
  });

  it('isolates a right-to-left word, so that the marks stay around it', () => {
    expect(quoted('שלום')).toBe('“\u2068שלום\u2069”');
  });
});
