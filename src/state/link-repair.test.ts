import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint';
import { BARE_REFERENCES, FRAGILE_CHARACTERS, GLUED, MANGLINGS } from './fixtures/link-damage';
import { encodeText } from './percent-encoding';
import { decodeFragment, encodeFragment, misplacedView } from './permalink';
import type { View } from './view';
import { DEFAULT_VIEW, VIEW_KEYS } from './view-keys';

const anyString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        '%',
        '20',
        '%20',
        '%25',
        '&',
        'amp;',
        '=3D',
        'a',
        ' ',
        '+',
        ...FRAGILE_CHARACTERS.map(({ character }) => character),
      ),
    )
    .map(parts => parts.join('')),
);
const anyView: fc.Arbitrary<View> = fc
  .record({ text: anyString, other: anyString, label: anyString })
  .map(({ text, other, label }) => ({
    ...DEFAULT_VIEW,
    text,
    other,
    target: `logit:x${label}`,
    baseline: 'mask',
    interventions: 'L3.ffn.{1,7}=0; L5.resid@4*-2',
  }));
const fingerprint: Fingerprint = {
  label: 'negative',
  probability: 0.614,
  value: 1.93,
  words: [
    { text: '100%,', value: 2.41 },
    { text: 'so~', value: -1.06 },
  ],
};

/** A fragment as a page sees it in its address. */
const inAddress = (fragment: string) => new URL(`https://example.org/#${fragment}`).hash;

describe('a link', () => {
  it.each(FRAGILE_CHARACTERS)(
    'does not hold $character where it is harmed ($where: $why)',
    ({ character, where }) => {
      const texts = {
        anywhere: [character, `a${character}b`, character.repeat(3)],
        end: [character, `so${character}`, `so${character.repeat(3)}`],
        pair: [`${character}so${character}`],
      };
      for (const text of texts[where]) {
        const fragment = encodeFragment({ ...DEFAULT_VIEW, text }, null);
        const value = fragment.slice('v=1&text='.length);
        if (where === 'anywhere') expect(value.replace(/%[0-9A-F]{2}/g, '')).not.toContain(character);
        else if (where === 'end') expect(value).not.toMatch(/[^A-Z0-9]$|([^A-Z0-9])\1/i);
        else expect(value).not.toMatch(/:\w+:/);
        expect(decodeFragment(inAddress(fragment)).view.text).toBe(text);
      }
    },
  );

  it('is made of letters, digits, escapes and little else, and ends on one of these', () => {
    fc.assert(
      fc.property(anyString, text => {
        expect(encodeText(text)).toMatch(
          /^(?:(?:[A-Za-z0-9]|%[0-9A-F]{2}|[.,:;-])*(?:[A-Za-z0-9]|%[0-9A-F]{2}))?$/,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('has no key that HTML takes for a reference, with or without a semicolon', () => {
    const keys = ['v', 'fp', ...Object.values(VIEW_KEYS).map(({ key }) => key)];
    expect(keys.filter(key => BARE_REFERENCES.some(name => key.startsWith(name)))).toEqual([]);
  });
});

describe('every view comes back', () => {
  it.each(MANGLINGS)('from a link %s', (_, mangle) => {
    fc.assert(
      fc.property(anyView, fc.boolean(), (view, hasFingerprint) => {
        const known = hasFingerprint ? fingerprint : null;
        const opened = decodeFragment(inAddress(mangle(encodeFragment(view, known))));
        expect(opened).toEqual({ view, fingerprint: known, notices: [] });
      }),
      { numRuns: 50 },
    );
  });

  it.each(GLUED)('from a link with “%s” glued to its end', glue => {
    fc.assert(
      fc.property(anyView, view => {
        const opened = decodeFragment(inAddress(`${encodeFragment(view, fingerprint)}${glue}`));
        expect(opened).toEqual({ view, fingerprint, notices: [] });
      }),
      { numRuns: 50 },
    );
  });

  it.each(GLUED)('from a link that ends on a setting, with “%s” glued to it', glue => {
    const view = { ...DEFAULT_VIEW, text: 'so dull', baseline: 'mask' } as const;
    expect(decodeFragment(inAddress(`v=1&text=so%20dull&baseline=mask${glue}`))).toEqual({
      view,
      fingerprint: null,
      notices: [],
    });
  });
});

describe('a damaged link written by hand or by the page of before', () => {
  it.each([
    ['#v=1&amp;text=so+dull&amp;baseline=mask', 'so dull'],
    ['#v%3D1%26text%3Dso%2Bdull%26baseline%3Dmask', 'so dull'],
    ['#v%253D1%2526text%253Dso%252520dull%2526baseline%253Dmask', 'so dull'],
    ['#V%3D1%26text%3Dso%20dull%26baseline%3Dmask', 'so dull'],
    ['#v=1&amp;text=it&#39;s+&quot;dull&quot;&amp;baseline=mask', 'it\'s "dull"'],
    ['#v=1&text=so+dull&base\nline=mask', 'so dull'],
    ['#v=1&text=so+dull&baseline=ma%20sk', 'so dull'],
    ['#v=1&text=so+dull&baseline=“mask”', 'so dull'],
    ['#v=1&text=so%2520dull&baseline=mask', 'so dull'],
    ['#v=1\\&text=so\\%20dull\\&baseline=mask', 'so dull'],
  ])('is understood: %s', (fragment, text) => {
    expect(decodeFragment(inAddress(fragment.slice(1)))).toMatchObject({
      view: { text, baseline: 'mask' },
      notices: [],
    });
  });

  it('of before has + for spaces, and a plus as %2B', () => {
    const link =
      "v=1&text=Well,+it's+9:30+(or+so);+why+not?+1%2B1/2+so~*_!%2520x&fp=negative:0.6~1~it's:2.41";
    const { view, fingerprint: found, notices } = decodeFragment(link);
    expect(view.text).toBe("Well, it's 9:30 (or so); why not? 1+1/2 so~*_!%20x");
    expect(found).toEqual({
      label: 'negative',
      probability: 0.6,
      value: 1,
      words: [{ text: "it's", value: 2.41 }],
    });
    expect(notices).toEqual([]);
  });

  it('is said to be cut where it ends within an escape', () => {
    expect(decodeFragment('v=1&text=so%2').notices).toEqual([
      'The link ends within the escape “%2”: what followed seems to have been cut off.',
    ]);
  });

  it('names what stands behind a bare &', () => {
    const { view, notices } = decodeFragment('v=1&text=so dull & lovely');
    expect(view.text).toBe('so dull ');
    expect(notices).toEqual([
      '“ lovely” in the link stands behind an & without a key and was left out; within a text, & is written %26.',
    ]);
  });

  it('names what stands in front without a key', () => {
    expect(decodeFragment('words&text=so').notices).toEqual([
      '“words” in the link stands in front without a key and was left out.',
    ]);
  });

  it('keeps what may belong to a text at its end, and says so', () => {
    const { view, notices } = decodeFragment('v=1&text=so%20dull)');
    expect(view.text).toBe('so dull)');
    expect(notices).toEqual([
      'The link ends with “)”, which no link of this page does; it is taken as a part of the text.',
    ]);
    expect(decodeFragment('text=so dull :)').notices).toEqual([]);
  });
});

describe('a view in front of the #', () => {
  it.each([
    ['/%23v=1&text=so%20dull', '', '/'],
    ['/app/%23v=1&text=so+dull', '', '/app/'],
    ['/app/%23v%3D1%26text%3Dso%2520dull', '', '/app/'],
    ['/%2523v=1&text=so%2520dull', '', '/'],
    ['/v=1&text=so%20dull', '', '/'],
    ['/%23v=1&text=so%20dull', '?utm_source=mail', '/'],
    ['/%3Fv=1&text=so%20dull', '', '/'],
    ['/', '?v=1&text=so+dull', '/'],
    ['/index.html', '?v=1&amp;text=so%20dull', '/index.html'],
    ['/', '?utm_source=mail&v=1&text=so%20dull', '/'],
    ['/', '?%23v=1&text=so%20dull', '/'],
    ['/', '?v%3D1%26text%3Dso%2520dull', '/'],
    ['/', '?text=so+dull', '/'],
  ])('is found in %s%s', (pathname, search, address) => {
    const found = misplacedView({ pathname, search });
    expect(found?.address).toBe(address);
    expect(decodeFragment(found?.fragment ?? '').view.text).toBe('so dull');
  });

  it.each([
    ['/', ''],
    ['/app/', '?utm_source=mail'],
    ['/', '?v=1234'],
    ['/v1/', ''],
    ['/finegrain/index.html', '?fbclid=abc'],
  ])('is not seen in %s%s', (pathname, search) => {
    expect(misplacedView({ pathname, search })).toBeNull();
  });
});
