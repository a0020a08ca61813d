import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import type { Token } from '../text/encoding';
import { alignTokens, unalignedTokens } from './alignment';

const token = (id: number, special = false): Token => ({
  id,
  text: String(id),
  start: null,
  end: null,
  special,
  word: null,
});
const encoded = (ids: readonly number[]) => [token(101, true), ...ids.map(id => token(id)), token(102, true)];
const align = (a: string, b: string) => {
  const ids = (text: string) => encoded([...text].map(letter => letter.charCodeAt(0)));
  return alignTokens(ids(a), ids(b));
};
/** Few ids, so that much is repeated. */
const text = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }).map(encoded);
const isAligned = (place: number | null) => place !== null;

describe('the alignment of two texts', () => {
  it('is the identity for a text with itself', () => {
    fc.assert(
      fc.property(text, tokens => {
        expect(alignTokens(tokens, tokens)).toEqual(tokens.map((_, at) => at));
      }),
    );
  });

  it('keeps the order of the tokens', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const places = alignTokens(a, b).filter(isAligned);
        expect(places).toEqual([...new Set(places)].sort((x, y) => Number(x) - Number(y)));
        expect(places.every(place => Number(place) < b.length)).toBe(true);
      }),
    );
  });

  it('is the inverse of the one in the other direction', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const back = alignTokens(b, a);
        const pairs = alignTokens(a, b).flatMap((there, here) => (there === null ? [] : [[here, there]]));
        expect(pairs).toEqual(back.flatMap((here, there) => (here === null ? [] : [[here, there]])));
      }),
      { numRuns: 1000 },
    );
  });

  it('carries the special tokens over to each other', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const aligned = alignTokens(a, b);
        expect([aligned[0], aligned.at(-1)]).toEqual([0, b.length - 1]);
      }),
    );
  });

  it('has equal tokens as often as a longest common subsequence', () => {
    const longest = (a: readonly Token[], b: readonly Token[]): number => {
      const [first, ...rest] = a;
      if (!first || b.length === 0) return 0;
      const at = b.findIndex(({ id }) => id === first.id);
      const without = longest(rest, b);
      return at < 0 ? without : Math.max(without, 1 + longest(rest, b.slice(at + 1)));
    };
    const short = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 7 }).map(encoded);
    fc.assert(
      fc.property(short, short, (a, b) => {
        const equal = alignTokens(a, b).filter((place, at) => place !== null && a[at]?.id === b[place]?.id);
        expect(equal).toHaveLength(longest(a, b));
      }),
    );
  });

  it('is complete for a minimal pair', () => {
    fc.assert(
      fc.property(text, fc.nat(), (tokens, at) => {
        fc.pre(tokens.length > 2);
        const other = tokens.with(1 + (at % (tokens.length - 2)), token(9));
        expect(alignTokens(tokens, other)).toEqual(tokens.map((_, place) => place));
      }),
    );
  });

  it('is complete where the differing word repeats its neighbour', () => {
    expect(align('xyy', 'yyy')).toEqual([0, 1, 2, 3, 4]);
  });

  it('leaves an inserted token alone', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 5 }), (tokens, at, id) => {
        const longer = tokens.toSpliced(1 + (at % (tokens.length - 1)), 0, token(id));
        expect(alignTokens(tokens, longer).filter(isAligned)).toHaveLength(tokens.length);
        expect(unalignedTokens(alignTokens(longer, tokens), tokens.length).here).toHaveLength(1);
      }),
    );
  });

  it('goes token by token through gaps of one length, and through no others', () => {
    expect(align('apqb', 'arsb')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(align('apqb', 'arstb')).toEqual([0, 1, null, null, 5, 6]);
  });

  it('takes gaps before the first common token and after the last for gaps too', () => {
    const plain = (...ids: number[]) => ids.map(id => token(id));
    expect(alignTokens(plain(1, 5, 2), plain(3, 5, 4))).toEqual([0, 1, 2]);
    expect(alignTokens(plain(1, 5), plain(3, 4, 5))).toEqual([null, 2]);
    expect(alignTokens([], plain(1))).toEqual([]);
  });

  it('takes a [SEP] that the user wrote for a word', () => {
    const end = token(102, true);
    expect(alignTokens([token(101, true), end], [token(101, true), token(102), end])).toEqual([0, 2]);
  });

  it('copes with texts as long as the model takes', () => {
    const long = encoded(Array.from({ length: 510 }, (_, at) => (at * at) % 97));
    expect(alignTokens(long, long.toSpliced(200, 5)).filter(isAligned)).toHaveLength(507);
  });
});

describe('tokens without a counterpart', () => {
  it('are listed on both sides', () => {
    expect(unalignedTokens([0, null, 3, null], 5)).toEqual({ here: [1, 3], there: [1, 2, 4] });
  });

  it('are none where all tokens are aligned', () => {
    expect(unalignedTokens([0, 1], 2)).toEqual({ here: [], there: [] });
  });
});
