import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './examples';
import { quote } from './view';
import { changedNames, DEFAULT_VIEW, isValid, VIEW_KEYS, VIEW_NAMES } from './view-keys';

describe('the table of choices', () => {
  it('lists every choice once, and every choice has a key of its own', () => {
    expect([...VIEW_NAMES].sort()).toEqual(Object.keys(VIEW_KEYS).sort());
    expect(new Set(VIEW_NAMES.map(name => VIEW_KEYS[name].key)).size).toBe(VIEW_NAMES.length);
  });

  it('has defaults that are valid', () => {
    for (const name of VIEW_NAMES) expect(isValid(name, DEFAULT_VIEW[name]), name).toBe(true);
  });

  it('keeps its keys clear of those of the link itself', () => {
    for (const name of VIEW_NAMES) expect(['v', 'fp']).not.toContain(VIEW_KEYS[name].key);
  });
});

describe('isValid', () => {
  it.each([0, -1, 1.5, 1001, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s steps', steps => {
    expect(isValid('steps', steps)).toBe(false);
  });

  it.each([1, 50, 1000])('takes %s steps', steps => {
    expect(isValid('steps', steps)).toBe(true);
  });

  it('takes the first token, whose number is 0', () => {
    expect(isValid('selected', 0)).toBe(true);
  });

  it('takes null only where null is the default', () => {
    expect(isValid('target', null)).toBe(true);
    expect(isValid('backend', null)).toBe(true);
  });

  it.each(['logit:positive', 'prob:a b', 'logprob:x', 'diff:positive,negative'])(
    'takes the target %s',
    target => {
      expect(isValid('target', target)).toBe(true);
    },
  );

  it.each(['', 'positive', 'logit:', 'diff:positive', 'odds:positive'])('refuses the target "%s"', target => {
    expect(isValid('target', target)).toBe(false);
  });

  it.each(['emb', 'L0.attn', 'L5.resid', 'L11.ffn'] as const)('takes the site %s', site => {
    expect(isValid('site', site)).toBe(true);
  });

  it.each(['emb.0', 'L3.ffn.812', 'L0.resid.383'])('takes the neuron %s', neuron => {
    expect(isValid('neuron', neuron)).toBe(true);
  });

  it.each(['', 'L3.ffn', 'L3.ffn.', '812', 'L3.ffn.-1', 'L3.ffn.1e3', 'L3.ffn.08', 'l3.ffn.8', 'L3.mlp.8'])(
    'refuses the neuron "%s"',
    neuron => {
      expect(isValid('neuron', neuron)).toBe(false);
    },
  );

  it.each(['', 'L3.ffn.812=0', 'L3.ffn.{7,1} *-2;L5.resid@4=patch; emb=p99.9'])(
    'takes the changes "%s"',
    list => {
      expect(isValid('interventions', list)).toBe(true);
    },
  );

  it.each(['L3.ffn.812', 'L3.ffn.812=', 'L3.mlp.1=0', 'L3.ffn.812=warm', 'L3.ffn.812=0, L3.ffn.7=0'])(
    'refuses the changes "%s"',
    list => {
      expect(isValid('interventions', list)).toBe(false);
    },
  );

  it.each([
    ['L3.ffn.812', true],
    ['L3.ffn.{1,7}; L4.ffn.3', true],
    ['', false],
    [';', false],
    ['L3.ffn', false],
    ['L3.ffn.812=0', false],
  ])('of the examined neurons "%s" is %s', (set, valid) => {
    expect(isValid('examined', set)).toBe(valid);
  });

  it('refuses to search for what is longer than any address', () => {
    expect(isValid('find', 'L3.ffn.81')).toBe(true);
    expect(isValid('find', 'L'.repeat(25))).toBe(false);
  });

  it('refuses a model that the page does not know, and so any other folder', () => {
    expect(isValid('model', '../elsewhere')).toBe(false);
  });
});

describe('comparing views', () => {
  it('names what changed', () => {
    expect(changedNames(DEFAULT_VIEW, { ...DEFAULT_VIEW, steps: 20, unit: 'tokens' })).toEqual([
      'steps',
      'unit',
    ]);
  });
});

describe('quote', () => {
  it('shows a short value as it is', () => {
    expect(quote('abc')).toBe('“abc”');
  });

  it('shows at most 40 characters and never half of one', () => {
    expect(quote('😀'.repeat(41))).toBe(`“${'😀'.repeat(40)}…”`);
    expect(quote('😀'.repeat(40))).toBe(`“${'😀'.repeat(40)}”`);
  });

  it('makes invisible characters visible', () => {
    expect(quote('a\u202Eb\nc\uD800')).toBe('“a\u{FFFD}b\u{FFFD}c\u{FFFD}”');
  });
});

describe('the example sentences', () => {
  it('are five, with names of their own', () => {
    expect(new Set(EXAMPLES.map(({ name }) => name)).size).toBe(5);
  });
});
