import { describe, expect, it } from 'vitest';
import type { Explanation } from '../engine/explanation/record';
import { fc } from '../engine/testing/properties';
import {
  compareFingerprint,
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  fingerprintOf,
} from './fingerprint';
import { explanationOf } from './fixtures/explanation';

const sentence = ['so', 'clumsy', 'and', 'oddly', 'moving'];
const explanation = explanationOf(sentence, [0.11, 2.4149, -0.02, 0.83, -1.0649], {
  value: 1.9349,
  probabilities: [0.61449, 0.38551],
});
const fingerprint: Fingerprint = {
  label: 'negative',
  probability: 0.614,
  value: 1.93,
  words: [
    { text: 'clumsy', value: 2.41 },
    { text: 'moving', value: -1.06 },
    { text: 'oddly', value: 0.83 },
  ],
};

/** The same result with every number of its attribution changed. */
function altered(change: (value: number) => number): Explanation {
  const { attribution } = explanation;
  if (!attribution) throw new Error('The fixture has an attribution.');
  return {
    ...explanation,
    attribution: { ...attribution, value: change(attribution.value), tokens: attribution.tokens.map(change) },
  };
}

describe('fingerprintOf', () => {
  it('takes the prediction, F(x) and the three words that weigh most, rounded', () => {
    expect(fingerprintOf(explanation)).toEqual(fingerprint);
  });

  it('adds up the tokens of a word and leaves special tokens out', () => {
    const { attribution } = explanation;
    const split: Explanation = {
      ...explanation,
      text: 'clumsy',
      tokens: [
        { id: 101, text: '[CLS]', start: null, end: null, special: true, word: null },
        { id: 1, text: 'clu', start: 0, end: 3, special: false, word: 0 },
        { id: 2, text: '##msy', start: 3, end: 6, special: false, word: 0 },
      ],
      attribution: attribution && { ...attribution, tokens: [9, 0.5, 0.25] },
    };
    expect(fingerprintOf(split).words).toEqual([{ text: 'clumsy', value: 0.75 }]);
  });

  it('has no value and no words where only a prediction was computed', () => {
    expect(fingerprintOf({ ...explanation, attribution: null })).toEqual({
      label: 'negative',
      probability: 0.614,
      value: null,
      words: [],
    });
  });

  it('stays short however long a word is', () => {
    const long = explanationOf(['😀'.repeat(100_000)], [1]);
    expect(fingerprintOf(long).words).toEqual([{ text: '😀'.repeat(24), value: 1 }]);
  });
});

describe('encodeFingerprint and decodeFingerprint', () => {
  it('are readable', () => {
    expect(encodeFingerprint(fingerprint)).toBe('negative:0.614,1.93,clumsy:2.41,moving:-1.06,oddly:0.83');
  });

  it('bring every fingerprint back, for any label and any words', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('~', ',', ':', '%', '%7E', '%2C', '%25', '1', '-', 'a', '\uD800'))
        .map(parts => parts.join('')),
    );
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);
    const anyFingerprint = fc.record({
      label: text,
      probability: number,
      value: number,
      words: fc.array(fc.record({ text, value: number }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(anyFingerprint, any => {
        expect(decodeFingerprint(encodeFingerprint(any))).toEqual(any);
      }),
      { numRuns: 1000 },
    );
  });

  it('bring back one of a prediction alone', () => {
    const alone: Fingerprint = { label: 'negative', probability: 1, value: null, words: [] };
    expect(decodeFingerprint(encodeFingerprint(alone))).toEqual(alone);
  });

  it('reads those of links of before, which have tildes', () => {
    expect(decodeFingerprint('negative:0.614~1.93~clumsy,:2.41~%7E%252C:1')).toEqual({
      label: 'negative',
      probability: 0.614,
      value: 1.93,
      words: [
        { text: 'clumsy,', value: 2.41 },
        { text: '~%2C', value: 1 },
      ],
    });
  });

  it.each([
    '',
    'negative',
    'negative:',
    'negative:x',
    'negative:0.5~',
    'a:1~1~b',
    'a:1~1~b:1~c:1~d:1~e:1',
    'a:1e999',
  ])('find no fingerprint in "%s"', text => {
    expect(decodeFingerprint(text)).toBeNull();
  });
});

describe('compareFingerprint', () => {
  it('agrees with the result that the fingerprint was taken of', () => {
    expect(compareFingerprint(fingerprint, explanation)).toBeNull();
  });

  it('agrees with its own result, for any numbers', () => {
    const number = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 5, maxLength: 5 }),
        number,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tokens, value, p) => {
          const any = explanationOf(sentence, tokens, { value, probabilities: [p, 1 - p] });
          expect(compareFingerprint(fingerprintOf(any), any)).toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees across the differences between backends, for any numbers', () => {
    const number = fc.double({ min: -20, max: 20, noNaN: true });
    const noise = fc.double({ min: -1e-3, max: 1e-3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, noise), { minLength: 6, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        noise,
        (pairs, p, shift) => {
          const scale = Math.max(...pairs.map(([value]) => Math.abs(value)));
          const here = pairs.map(([value]) => value);
          const there = pairs.map(([value, part]) => value + part * scale);
          const at = (values: number[], probability: number) =>
            explanationOf(sentence, values.slice(1), {
              value: values[0] ?? 0,
              probabilities: [probability, 1 - probability],
            });
          expect(compareFingerprint(fingerprintOf(at(there, p + shift)), at(here, p))).toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('agrees when words of nearly equal weight change places, also with the fourth', () => {
    const here = explanationOf(['a', 'b', 'c', 'd'], [1.002, 1.001, 1, 0.999]);
    const there = explanationOf(['a', 'b', 'c', 'd'], [0.999, 1, 1.001, 1.002]);
    expect(compareFingerprint(fingerprintOf(there), here)).toBeNull();
  });

  it('agrees on a word that stands twice with different weights, in either order', () => {
    const here = explanationOf(['very', 'very'], [1, 0.2]);
    const there = explanationOf(['very', 'very'], [0.2, 1]);
    expect(compareFingerprint(fingerprintOf(there), here)).toBeNull();
  });

  it('does not let one word stand for two', () => {
    const twice: Fingerprint = {
      ...fingerprint,
      words: [
        { text: 'clumsy', value: 2.41 },
        { text: 'clumsy', value: 2.41 },
      ],
    };
    expect(compareFingerprint(twice, explanation)).toContain('“clumsy”');
  });

  it('agrees when a close call falls to the other side', () => {
    const there = explanationOf(sentence, [1, 2, 3, 4, 5], { value: 0.1, probabilities: [0.501, 0.499] });
    const here = explanationOf(sentence, [-1, -2, -3, -4, -5], {
      value: -0.1,
      probabilities: [0.499, 0.501],
    });
    expect(compareFingerprint(fingerprintOf(there), here)).toBeNull();
  });

  it.each([
    [{ label: 'positive' }, 'the link says positive 61.4 %, computed here negative 61.4 %'],
    [{ label: 'neutral' }, 'the link says neutral 61.4 %, computed here negative 61.4 %'],
    [{ probability: 0.714 }, 'the link says negative 71.4 %, computed here negative 61.4 %'],
    [{ value: 2.93 }, 'the link says F(x) = 2.93, computed here 1.93'],
    [{ words: [{ text: 'clumsy', value: 2.61 }] }, 'the link says “clumsy” weighs 2.61, computed here 2.41'],
    [
      { words: [{ text: 'clumsy', value: -2.41 }] },
      'the link says “clumsy” weighs -2.41, computed here 2.41',
    ],
    [
      { words: [{ text: 'elegant', value: 0.83 }] },
      'the link says “elegant” weighs 0.83, computed here no such word weighs',
    ],
  ])('says in one sentence that the link has %o', (patch, difference) => {
    expect(compareFingerprint({ ...fingerprint, ...patch }, explanation)).toBe(
      `This result differs from the one in the link: ${difference}.`,
    );
  });

  it('notices attributions that are all a twentieth larger', () => {
    expect(
      compareFingerprint(
        fingerprint,
        altered(value => 1.05 * value),
      ),
    ).not.toBeNull();
  });
});
