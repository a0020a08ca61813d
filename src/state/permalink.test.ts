import { describe, expect, it } from 'vitest';
import { BACKENDS } from '../engine/backend/names';
import { DOSES } from '../engine/experiments/names';
import { BASELINES, METHODS, RULES } from '../engine/explanation/record';
import { NEURON_METHODS } from '../engine/neurons/neuron-table';
import { SIGNS } from '../engine/neurons/ranking';
import { fc } from '../engine/testing/properties';
import { SECONDS_OF_A_MEGABYTE, secondsOf } from '../engine/testing/seconds';
import { SITE_KINDS, type Site } from '../engine/transformer/sites';
import type { Fingerprint } from './fingerprint';
import {
  decodeFragment,
  encodeFragment,
  isViewFragment,
  linkTo,
  MAX_FRAGMENT,
  tooLongSentence,
} from './permalink';
import {
  BESIDE,
  BROWN,
  EXPERIMENTS,
  GRID_ROWS,
  KINDS,
  MAX_CONTROLS,
  MAX_FIND,
  MAX_FLIP_LIMIT,
  MAX_SEED,
  MODELS,
  SHOWN,
  SWITCHES,
  UNITS,
  type View,
} from './view';
import { DEFAULT_VIEW } from './view-keys';

const anyString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
);
const name = anyString.filter(text => text.length > 0);
const anySite: fc.Arbitrary<Site> = fc.oneof(
  fc.constant('emb' as const),
  fc
    .tuple(fc.nat({ max: 9999 }), fc.constantFrom(...SITE_KINDS))
    .map(([block, kind]): Site => `L${block}.${kind}`),
);
const anyNeuron = fc.tuple(anySite, fc.nat({ max: 999_999_999 })).map(([site, index]) => `${site}.${index}`);
const anyInterventions = fc
  .array(fc.tuple(anyNeuron, fc.constantFrom('=0', '@4*-2.5', '@{1,9}+3', '=p99.9', '=patch')), {
    maxLength: 4,
  })
  .map(items => items.map(([neuron, change]) => `${neuron}${change}`).join('; '));
const anyView: fc.Arbitrary<View> = fc.record({
  model: fc.constantFrom(...MODELS),
  text: anyString,
  target: fc.oneof(
    fc.constant(null),
    fc.tuple(fc.constantFrom('logit', 'prob', 'logprob'), name).map(([kind, label]) => `${kind}:${label}`),
    fc.tuple(name, name).map(([a, b]) => `diff:${a},${b}`),
  ),
  method: fc.constantFrom(...METHODS),
  baseline: fc.constantFrom(...BASELINES),
  rule: fc.constantFrom(...RULES),
  steps: fc.integer({ min: 1, max: 1000 }),
  unit: fc.constantFrom(...UNITS),
  selected: fc.option(fc.nat({ max: 999_999 })),
  site: fc.option(anySite),
  rows: fc.constantFrom(...GRID_ROWS),
  rank: fc.constantFrom(...NEURON_METHODS),
  sign: fc.constantFrom(...SIGNS),
  kind: fc.constantFrom(...KINDS),
  find: anyString.filter(text => text.length <= MAX_FIND),
  neuron: fc.option(anyNeuron),
  pinned: fc.option(anyNeuron),
  corpus: fc.constantFrom(BROWN, '0123456789abcdef'),
  beside: fc.constantFrom(...BESIDE),
  interventions: anyInterventions,
  applied: fc.constantFrom(...SWITCHES),
  other: anyString,
  shown: fc.constantFrom(...SHOWN),
  experiment: fc.constantFrom(...EXPERIMENTS),
  examined: fc.option(fc.array(anyNeuron, { minLength: 1, maxLength: 4 }).map(all => all.join('; '))),
  dose: fc.constantFrom(...DOSES),
  controls: fc.nat({ max: MAX_CONTROLS }),
  seed: fc.nat({ max: MAX_SEED }),
  flipLimit: fc.integer({ min: 1, max: MAX_FLIP_LIMIT }),
  sentences: anyString,
  backend: fc.option(fc.constantFrom(...BACKENDS)),
});

const fingerprint: Fingerprint = {
  label: 'negative',
  probability: 0.614,
  value: 1.93,
  words: [
    { text: 'clumsy', value: 2.41 },
    { text: 'moving', value: -1.06 },
  ],
};

describe('encodeFragment and decodeFragment', () => {
  it('bring every view back, without a notice', () => {
    fc.assert(
      fc.property(anyView, view => {
        expect(decodeFragment(encodeFragment(view, null))).toEqual({ view, fingerprint: null, notices: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it('bring the fingerprint back beside every view', () => {
    fc.assert(
      fc.property(anyView, view => {
        expect(decodeFragment(`#${encodeFragment(view, fingerprint)}`)).toEqual({
          view,
          fingerprint,
          notices: [],
        });
      }),
    );
  });

  it('survive the address parser of the platform', () => {
    fc.assert(
      fc.property(anyView, view => {
        const { hash } = new URL(`https://example.org/#${encodeFragment(view, fingerprint)}`);
        expect(decodeFragment(hash).view).toEqual(view);
      }),
    );
  });
});

describe('encodeFragment', () => {
  it('leaves the defaults out', () => {
    expect(encodeFragment(DEFAULT_VIEW, null)).toBe('v=1');
  });

  it('is readable', () => {
    const view: View = { ...DEFAULT_VIEW, text: 'so dull', target: 'logit:positive', steps: 20, selected: 0 };
    expect(encodeFragment(view, fingerprint)).toBe(
      'v=1&text=so%20dull&target=logit:positive&steps=20&token=0&fp=negative:0.614,1.93,clumsy:2.41,moving:-1.06',
    );
  });

  it('writes an empty text, which is not the default', () => {
    expect(encodeFragment({ ...DEFAULT_VIEW, text: '' }, null)).toBe('v=1&text=');
  });

  it('keeps changes readable', () => {
    const view: View = { ...DEFAULT_VIEW, interventions: 'L3.ffn.812=0; L5.resid@4*-2' };
    expect(encodeFragment(view, null)).toBe('v=1&do=L3.ffn.812%3D0;%20L5.resid%404%2A-2');
  });

  it.each(['Fine.', 'What?', '(so)', 'end ', 'a+', 'x_', 'y~'])(
    'ends on nothing a chat program cuts off, after "%s"',
    text => {
      const fragment = encodeFragment({ ...DEFAULT_VIEW, text }, null);
      expect(fragment).toMatch(/[A-Z0-9]$/);
      expect(decodeFragment(fragment).view.text).toBe(text);
    },
  );
});

describe('decodeFragment', () => {
  it('never throws, and always gives a view that can be written again', () => {
    const keys = [
      'v',
      'model',
      'text',
      'target',
      'method',
      'baseline',
      'rule',
      'steps',
      'unit',
      'token',
      'site',
      'rows',
      'rank',
      'sign',
      'kind',
      'find',
      'neuron',
      'do',
      'changes',
      'other',
      'try',
      'examined',
      'controls',
      'backend',
      'fp',
    ];
    const pairs = fc
      .array(fc.tuple(fc.constantFrom(...keys, 'x', ''), anyString))
      .map(list => list.map(([key, value]) => `${key}=${value}`).join('&'));
    fc.assert(
      fc.property(fc.oneof(anyString, pairs), fragment => {
        const { view } = decodeFragment(fragment);
        expect(decodeFragment(encodeFragment(view, null)).view).toEqual(view);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['', '#'])('reads the empty fragment "%s" as the default view, without a notice', fragment => {
    expect(decodeFragment(fragment)).toEqual({ view: DEFAULT_VIEW, fingerprint: null, notices: [] });
  });

  it('ignores keys that it does not know, and names of the language itself', () => {
    const opened = decodeFragment('v=1&utm_source=mail&__proto__=x&constructor=y&toString=z&unit=tokens');
    expect(opened).toEqual({ view: { ...DEFAULT_VIEW, unit: 'tokens' }, fingerprint: null, notices: [] });
  });

  it('lets the first of a repeated key count', () => {
    expect(decodeFragment('v=1&steps=20&steps=30').view.steps).toBe(20);
  });

  it.each([
    [
      'steps=0',
      '“steps” in the link is “0”, but a whole number from 1 to 1000 was expected; the default is used.',
    ],
    [
      'steps=1e2',
      '“steps” in the link is “1e2”, but a whole number from 1 to 1000 was expected; the default is used.',
    ],
    [
      'steps=',
      '“steps” in the link is “”, but a whole number from 1 to 1000 was expected; the default is used.',
    ],
    [
      'unit=letters',
      '“unit” in the link is “letters”, but one of words, tokens was expected; the default is used.',
    ],
    [
      'token=-1',
      '“token” in the link is “-1”, but a token’s number, 0 or more, was expected; the default is used.',
    ],
    [
      'site=L3.mlp',
      '“site” in the link is “L3.mlp”, but a site such as L3.ffn or emb was expected; the default is used.',
    ],
    [
      'rank=size',
      '“rank” in the link is “size”, but one of conductance, gradient-x-activation, activation, internal-influence, layer-integrated-gradients was expected; the default is used.',
    ],
    [
      'neuron=L3.ffn.007',
      '“neuron” in the link is “L3.ffn.007”, but a neuron’s address such as L3.ffn.812 was expected; the default is used.',
    ],
    [
      'do=L3.ffn.812%3Dwarm',
      '“do” in the link is “L3.ffn.812=warm”, but changes such as L3.ffn.812=0; L5.ffn.{3,7}*2 was expected; the default is used.',
    ],
    [
      'backend=webgpu',
      '“backend” in the link is “webgpu”, but one of webgl, wasm, cpu was expected; the default is used.',
    ],
    [
      'model=..%2Fevil',
      '“model” in the link is “../evil”, but one of minilm-sst2 was expected; the default is used.',
    ],
  ])('puts a default in the place of %s and says so', (part, notice) => {
    expect(decodeFragment(`v=1&${part}`)).toEqual({
      view: DEFAULT_VIEW,
      fingerprint: null,
      notices: [notice],
    });
  });

  it('reads a change of a link of before that looks like a range as it was meant, and says so', () => {
    const { view, notices } = decodeFragment('v=1&do=L3.ffn.0-100;+L3.ffn.7%3D0');
    expect(view.interventions).toBe('L3.ffn.0+-100; L3.ffn.7=0');
    expect(notices).toEqual([
      '“do” in the link is “L3.ffn.0-100; L3.ffn.7=0”, which is read as “L3.ffn.0+-100; L3.ffn.7=0”.',
    ]);
  });

  it('keeps the good values of a link beside a bad one', () => {
    const { view, notices } = decodeFragment('v=1&text=fine&steps=many&unit=tokens');
    expect(view).toEqual({ ...DEFAULT_VIEW, text: 'fine', unit: 'tokens' });
    expect(notices).toHaveLength(1);
  });

  it('shortens a long bad value in its notice', () => {
    const [notice = ''] = decodeFragment(`v=1&unit=${'x'.repeat(1_000_000)}`).notices;
    expect(notice.length).toBeLessThan(200);
  });

  it('says when another version made the link, and reads what it can', () => {
    const { view, notices } = decodeFragment('v=2&unit=tokens');
    expect(view.unit).toBe('tokens');
    expect(notices).toEqual([
      'This link was made by another version of the page (“2”, this one reads “1”); what it shares with this version is used.',
    ]);
  });

  it('takes a link written by hand, without a version', () => {
    expect(decodeFragment('text=so+dull')).toEqual({
      view: { ...DEFAULT_VIEW, text: 'so dull' },
      fingerprint: null,
      notices: [],
    });
  });

  it('says when the fingerprint cannot be read', () => {
    const { fingerprint: found, notices } = decodeFragment('v=1&fp=nonsense');
    expect(found).toBeNull();
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('“fp” in the link is “nonsense”');
  });

  it.each(['&', '=', 'text=%E4%BD%A0&', 'a=b&', '%', 'text=', 'v'])('reads 1 MB of %s fast', piece => {
    const fragment = piece.repeat(1_000_000 / piece.length);
    expect(secondsOf(() => decodeFragment(fragment))).toBeLessThan(SECONDS_OF_A_MEGABYTE);
  });
});

describe('a fragment made to be slow', () => {
  const million = (piece: string) => piece.repeat(1_000_000 / piece.length);
  it.each([
    ['parts without a key', million('a&')],
    ['blanks in front of a key', `${million('%20')}x=1`],
    ['an end of signs in a choice', `v=1&unit=${million('!')}a`],
    ['an end of brackets in a text', `v=1&text=${million(')')}a${million(')')}a`],
    ['blanks in a change', `v=1&do=L3.ffn.1${million(' ')}x`],
    ['blanks in a set', `v=1&examined=L3.ffn.1${million(' ')}x`],
    ['numbers in a change', `v=1&do=L3.ffn.${million('1,')}x`],
    ['layers of encoding', million('%25')],
    ['references', million('&amp;')],
    ['trackers', million('?utm_')],
  ])('is read all the same: %s', (_, fragment) => {
    expect(decodeFragment(fragment).notices.length).toBeLessThanOrEqual(4);
  });
});

describe('isViewFragment', () => {
  it.each(['', '#', '#v=1', 'text=', 'fp=x'])('is true of "%s"', fragment => {
    expect(isViewFragment(fragment)).toBe(true);
  });

  it.each(['#main', 'another=1', 'text'])('is false of "%s"', fragment => {
    expect(isViewFragment(fragment)).toBe(false);
  });
});

describe('linkTo', () => {
  it('says which text makes a link too long', () => {
    const view = { ...DEFAULT_VIEW, other: 'x'.repeat(MAX_FRAGMENT + 1) };
    expect(linkTo('https://example.org/', view, null)).toBeNull();
    expect(tooLongSentence(view)).toBe(
      'There is no link to this view: its second text of 200,001 characters would make it longer than the 200,000 that are sure to open. “Download” saves the result.',
    );
  });

  it('puts the fragment in the place of the one that the address has', () => {
    expect(linkTo('https://example.org/page?q#old#er', DEFAULT_VIEW, null)).toBe(
      'https://example.org/page?q#v=1',
    );
  });

  it('gives no link that a browser would cut', () => {
    expect(
      linkTo('https://example.org/', { ...DEFAULT_VIEW, text: 'x'.repeat(MAX_FRAGMENT) }, null),
    ).toBeNull();
  });
});
