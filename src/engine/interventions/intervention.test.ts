import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { encoderSites, SITE_KINDS, type Site } from '../transformer/sites';
import {
  type Change,
  type CorpusValue,
  checkInterventions,
  formatIntervention,
  formatInterventions,
  formatPlace,
  type Intervention,
  isCorpusValue,
  LARGEST,
  parseIntervention,
  parseInterventions,
  withoutBareMinus,
} from './intervention';

/** Each text with what it parses to: site, neurons, tokens, change. */
const FORMS: [string, Site, number[] | null, number[] | null, Change][] = [
  ['L3.ffn.812=0', 'L3.ffn', [812], null, { kind: 'set', to: 0 }],
  ['L3.ffn.812=-1.5', 'L3.ffn', [812], null, { kind: 'set', to: -1.5 }],
  ['L3.ffn.{1,7}=mean', 'L3.ffn', [1, 7], null, { kind: 'set', to: 'mean' }],
  ['L3.ffn.1=median', 'L3.ffn', [1], null, { kind: 'set', to: 'median' }],
  ['L3.ffn.1=min', 'L3.ffn', [1], null, { kind: 'set', to: 'min' }],
  ['L3.ffn.1=max', 'L3.ffn', [1], null, { kind: 'set', to: 'max' }],
  ['L3.ffn.1=p0', 'L3.ffn', [1], null, { kind: 'set', to: 'p0' }],
  ['L3.ffn.1=p99.9', 'L3.ffn', [1], null, { kind: 'set', to: 'p99.9' }],
  ['L3.ffn.1=p100', 'L3.ffn', [1], null, { kind: 'set', to: 'p100' }],
  ['L3.ffn=baseline', 'L3.ffn', null, null, { kind: 'set', to: 'baseline' }],
  ['L3.resid@4=patch', 'L3.resid', null, [4], { kind: 'patch' }],
  ['L11.attn.7@{0,2,9}=patch', 'L11.attn', [7], [0, 2, 9], { kind: 'patch' }],
  ['emb=patch', 'emb', null, null, { kind: 'patch' }],
  ['emb.7*2', 'emb', [7], null, { kind: 'scale', by: 2 }],
  ['L3.ffn.812*-2', 'L3.ffn', [812], null, { kind: 'scale', by: -2 }],
  ['L3.ffn.812*1e-7', 'L3.ffn', [812], null, { kind: 'scale', by: 1e-7 }],
  ['L3.ffn.812@4+1.5', 'L3.ffn', [812], [4], { kind: 'add', by: 1.5 }],
  ['L3.ffn.812-1.5', 'L3.ffn', [812], null, { kind: 'add', by: -1.5 }],
  ['L3.ffn.812@4-.5', 'L3.ffn', [812], [4], { kind: 'add', by: -0.5 }],
  ['L3.ffn.812+1e+12', 'L3.ffn', [812], null, { kind: 'add', by: 1e12 }],
  ['L3.ffn.812-1e-7', 'L3.ffn', [812], null, { kind: 'add', by: -1e-7 }],
  ['L3.ffn.812+-2', 'L3.ffn', [812], null, { kind: 'add', by: -2 }],
  ['L3.ffn.{1,7}-2', 'L3.ffn', [1, 7], null, { kind: 'add', by: -2 }],
  ['L3.ffn-2', 'L3.ffn', null, null, { kind: 'add', by: -2 }],
  ['L3.ffn.812 − 1.5', 'L3.ffn', [812], null, { kind: 'add', by: -1.5 }],
  ['L3.ffn.812 × −2', 'L3.ffn', [812], null, { kind: 'scale', by: -2 }],
  ['L3.ffn.{2-4}=0', 'L3.ffn', [2, 3, 4], null, { kind: 'set', to: 0 }],
  ['L3.ffn.{ 9, 2 – 4 }@{0-1}=0', 'L3.ffn', [2, 3, 4, 9], [0, 1], { kind: 'set', to: 0 }],
];

const site: fc.Arbitrary<Site> = fc.oneof(
  fc.constant('emb' as const),
  fc.tuple(fc.nat(9999), fc.constantFrom(...SITE_KINDS)).map(([block, kind]): Site => `L${block}.${kind}`),
);
const places = fc.option(
  fc
    .uniqueArray(fc.nat(999_999_999), { minLength: 1, maxLength: 5 })
    .map(numbers => numbers.sort((a, b) => a - b)),
);
/** −0 has no text of its own. */
const number = fc
  .oneof(
    fc.integer(),
    fc.double({ min: -LARGEST, max: LARGEST, noNaN: true }),
    fc.constantFrom(0, 1e-7, -1e-7, Number.MIN_VALUE, LARGEST, -LARGEST),
  )
  .map(value => value + 0);
const percentile = fc
  .tuple(fc.constantFrom(1, 10, 1e3, 1e6), fc.double({ min: 0, max: 100, noNaN: true }))
  .map(([scale, value]): CorpusValue => `p${Math.round(value * scale) / scale}`);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .oneof(number, percentile, fc.constantFrom('mean', 'median', 'min', 'max', 'baseline'))
    .map((to): Change => ({ kind: 'set', to })),
  number.map((by): Change => ({ kind: 'scale', by })),
  number.map((by): Change => ({ kind: 'add', by })),
  fc.constant<Change>({ kind: 'patch' }),
);
const intervention: fc.Arbitrary<Intervention> = fc.record({ site, neurons: places, tokens: places, change });

const EXAMPLES = 'L3.ffn.812=0, L3.ffn.{1,7}=mean, L3.ffn.812*-2, L3.ffn.812@4+1.5 or L3.resid@4=patch';
const EXPECTED = `expected a form such as ${EXAMPLES}.`;
const EXPECTED_AFTER_EQUALS =
  'expected a number, mean, median, min, max, a percentile such as p99, baseline or patch after =';

describe('an intervention as text', () => {
  it.each(FORMS)('reads %s', (text, site, neurons, tokens, change) => {
    expect(parseIntervention(text)).toEqual({ site, neurons, tokens, change });
  });

  it('is read back as what was written', () => {
    fc.assert(
      fc.property(intervention, each => {
        expect(parseIntervention(formatIntervention(each))).toEqual(each);
      }),
      { numRuns: 2000 },
    );
  });

  it('is written the same once read', () => {
    const loose = fc.constantFrom(...FORMS.map(([text]) => text), 'emb.{3,1}=+2', 'L0.ffn.{4}@{1,1}*2.50');
    fc.assert(
      fc.property(fc.oneof(loose, intervention.map(formatIntervention)), text => {
        const once = formatIntervention(parseIntervention(text));
        expect(formatIntervention(parseIntervention(once))).toBe(once);
      }),
    );
  });

  it('has its places in ascending order, each once', () => {
    expect(parseIntervention('L3.ffn.{7,1,7}@{9,2}=0')).toMatchObject({ neurons: [1, 7], tokens: [2, 9] });
  });

  it('is written without braces where there is one place', () => {
    expect(formatPlace({ site: 'L3.ffn', neurons: [8], tokens: [1, 2] })).toBe('L3.ffn.8@{1,2}');
  });

  it('may have spaces around its signs and in its braces', () => {
    expect(formatIntervention(parseIntervention('  L3.ffn.{ 1 , 7 } @ { 4 , 5 } = p99.9 '))).toBe(
      'L3.ffn.{1,7}@{4,5}=p99.9',
    );
    expect(formatIntervention(parseIntervention('L3.ffn.812 - 1.5'))).toBe('L3.ffn.812+-1.5');
  });

  it.each([
    ['L3.ffn.0-100', 'L3.ffn.0+-100 to add −100 to neuron 0', 'L3.ffn.{0-100}=0 for several neurons'],
    ['L3.ffn.0 - 100', 'L3.ffn.0+-100 to add −100 to neuron 0', 'L3.ffn.{0-100}=0 for several neurons'],
    ['L3.ffn.0–100', 'L3.ffn.0+-100 to add −100 to neuron 0', 'L3.ffn.{0-100}=0 for several neurons'],
    ['L3.ffn.5-3', 'L3.ffn.5+-3 to add −3 to neuron 5', 'L3.ffn.{3-5}=0 for several neurons'],
    ['emb.7@4-6', 'emb.7@4+-6 to add −6 at token 4', 'emb.7@{4-6}=0 for several tokens'],
    ['L3.ffn@4-6', 'L3.ffn@4+-6 to add −6 at token 4', 'L3.ffn@{4-6}=0 for several tokens'],
  ])('is refused with both of its meanings where it may be a range: %s', (text, add, range) => {
    expect(() => parseIntervention(text)).toThrow(
      new Error(`Intervention "${text}": expected ${add}, or braces and a change such as ${range}.`),
    );
  });

  it.each([
    ['L3.ffn.0-100=0', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.0–100*2', 'L3.ffn.{0-100}*2'],
    ['L3.ffn.0..100', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.0...100=mean', 'L3.ffn.{0-100}=mean'],
    ['L3.ffn.0:100', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.0 to 100=0', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.[0-100]=0', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.{0..100}=0', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.{0-100}', 'L3.ffn.{0-100}=0'],
    ['L3.ffn.1,2=0', 'L3.ffn.{1,2}=0'],
    ['L3.ffn.(1, 2)+1.5', 'L3.ffn.{1,2}+1.5'],
    ['L3.ffn.7@4-6=patch', 'L3.ffn.7@{4-6}=patch'],
    ['L3.ffn@4,6=patch', 'L3.ffn@{4,6}=patch'],
  ])('is refused with the braces that it lacks: %s', (text, form) => {
    expect(() => parseIntervention(text)).toThrow(
      new Error(`Intervention "${text}": expected braces around several numbers, as in ${form}.`),
    );
  });

  it('is refused where a range runs backwards, or stands for more neurons than there can be', () => {
    expect(() => parseIntervention('L3.ffn.{9-2}=0')).toThrow(
      new Error('Intervention "L3.ffn.{9-2}=0": the range 9-2 runs backwards, expected 2-9.'),
    );
    expect(() => parseIntervention('L3.ffn.{0-999999999}=0')).toThrow(
      new Error(
        'Intervention "L3.ffn.{0-999999999}=0": {0-999999999} names more than 65536 numbers, expected fewer.',
      ),
    );
  });

  it('has three and more numbers in a row written as a range', () => {
    expect(formatIntervention(parseIntervention('L3.ffn.{9,1,2,3,5,6}@{0,1,2}=0'))).toBe(
      'L3.ffn.{1-3,5,6,9}@{0-2}=0',
    );
  });

  it('has what is added written so that no range can be seen in it', () => {
    expect(formatIntervention(parseIntervention('emb.7+-100'))).toBe('emb.7+-100');
    expect(withoutBareMinus('emb.7-100; L3.ffn.0@4 - 6 ;L3.ffn.{1,7}-2; emb.7-1.5; emb.7=-1; nonsense')).toBe(
      'emb.7+-100; L3.ffn.0@4 +-6 ;L3.ffn.{1,7}-2; emb.7-1.5; emb.7=-1; nonsense',
    );
  });

  it('knows no negative zero', () => {
    expect(parseIntervention('emb=-0').change).toEqual({ kind: 'set', to: 0 });
    expect(parseIntervention('emb-0').change).toEqual({ kind: 'add', by: 0 });
    expect(parseIntervention('emb*-0').change).toEqual({ kind: 'scale', by: 0 });
  });

  it.each([
    '',
    'L3.ffn.812',
    'L3.ffn.812=',
    'L3.ffn.812=1 2',
    'L3.812=0',
    'L3.mlp.812=0',
    'emb.ffn.1=0',
    'L3.ffn.{}=0',
    'L3.ffn.{1,}=0',
    'L3.ffn.-1=0',
    'L3.ffn.1@=0',
    'L3.ffn.1@x=0',
    'L3.ffn.1234567890=0',
    'L3.ffn.812/2',
  ])('is named with the form expected where it has another: "%s"', text => {
    expect(() => parseIntervention(text)).toThrow(new Error(`Intervention "${text}": ${EXPECTED}`));
  });

  it.each(['avg', 'p101', 'p100.5', 'p', 'p-1', 'p1e1', 'NaN', '0x10', '=2', 'Mean', '1,5'])(
    'is named with the values expected where it sets %s',
    value => {
      expect(() => parseIntervention(`L3.ffn.812=${value}`)).toThrow(
        new Error(`Intervention "L3.ffn.812=${value}": ${EXPECTED_AFTER_EQUALS}, found "${value}".`),
      );
    },
  );

  it.each(['=1e999', '*2e12', '-1e13', '=-1e13'])('is named where its number is too large: %s', change => {
    expect(() => parseIntervention(`L3.ffn.812${change}`)).toThrow(
      new Error(
        `Intervention "L3.ffn.812${change}": ${change.slice(1)} is too large, expected a number from -1e12 to 1e12.`,
      ),
    );
  });

  it.each([
    ['*', 'mean'],
    ['+', 'patch'],
    ['-', 'x'],
    ['*', '1.2.3'],
  ])('is named where no number follows %s: %s', (sign, value) => {
    expect(() => parseIntervention(`L3.ffn.812${sign}${value}`)).toThrow(
      new Error(
        `Intervention "L3.ffn.812${sign}${value}": expected a number after ${sign}, found "${value}".`,
      ),
    );
  });
});

describe('a list of interventions', () => {
  it('is read back as what was written', () => {
    fc.assert(
      fc.property(fc.array(intervention), list => {
        expect(parseInterventions(formatInterventions(list))).toEqual(list);
      }),
    );
  });

  it('is kept in its order, with semicolons between', () => {
    const text = 'L3.ffn.812=0; L3.ffn.812+1; emb*2';
    expect(formatInterventions(parseInterventions(text))).toBe(text);
  });

  it('may be empty, and so may its parts', () => {
    expect(parseInterventions('')).toEqual([]);
    expect(formatInterventions(parseInterventions(' ; emb=0;;L0.ffn=1; '))).toBe('emb=0; L0.ffn=1');
  });

  it('names the one that is wrong', () => {
    expect(() => parseInterventions('emb=0; L3.ffn; emb=1')).toThrow(
      new Error(`Intervention "L3.ffn": ${EXPECTED}`),
    );
  });
});

describe('what a corpus knows of a neuron', () => {
  it('has a name', () => {
    expect(['mean', 'median', 'min', 'max', 'p5', 'p99.9', 'p100'].every(isCorpusValue)).toBe(true);
    expect(['', 'baseline', 'patch', '5', 'p100.1', 'p99.', 'p1e-7'].some(isCorpusValue)).toBe(false);
  });
});

describe('checking interventions against a model and a text', () => {
  const sites = encoderSites(2, 12, 20);
  const check = (text: string, tokens: number | null = 6) =>
    checkInterventions(parseInterventions(text), sites, tokens);

  it('lets pass what they have', () => {
    expect(() => check('L1.ffn.{0,19}@{0,5}=0; emb.11=mean; L0.attn*2; L1.resid@3=patch')).not.toThrow();
  });

  it('names a site that the model lacks', () => {
    expect(() => check('emb=0; L2.ffn.1=0')).toThrow(
      new Error('Intervention "L2.ffn.1=0": the model has no site L2.ffn; it has emb to L1.resid.'),
    );
  });

  it('names a neuron that the site lacks', () => {
    expect(() => check('L0.attn.{1,12}=0')).toThrow(
      new Error('Intervention "L0.attn.{1,12}=0": L0.attn has 12 neurons, expected numbers below that.'),
    );
  });

  it('names a token that the text lacks', () => {
    expect(() => check('emb@6=0')).toThrow(
      new Error('Intervention "emb@6=0": the text has 6 tokens, expected a number below that after @.'),
    );
  });

  it('asks for no token where there is no text', () => {
    expect(() => check('emb@511=0', null)).not.toThrow();
  });
});
