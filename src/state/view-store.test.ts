import { describe, expect, it } from 'vitest';
import type { Fingerprint } from './fingerprint';
import { DEFAULT_VIEW } from './view-keys';
import { createViewStore } from './view-store';

const fingerprint: Fingerprint = { label: 'negative', probability: 0.614, value: 1.93, words: [] };

describe('set', () => {
  it('changes what the patch names and remembers how', () => {
    const store = createViewStore();
    store.getState().set({ target: 'logit:positive' }, 'push');
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, target: 'logit:positive' });
    expect(store.getState().arrival).toBe('push');
  });

  it('tells nobody when nothing changes', () => {
    const store = createViewStore();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    store.getState().set({ unit: DEFAULT_VIEW.unit }, 'push');
    expect(told).toBe(0);
  });

  it('drops the selected token with its text', () => {
    const store = createViewStore();
    store.getState().set({ selected: 0 }, 'push');
    store.getState().set({ unit: 'tokens' }, 'push');
    expect(store.getState().view.selected).toBe(0);
    store.getState().set({ text: 'another' }, 'replace');
    expect(store.getState().view.selected).toBeNull();
  });

  it('keeps a token that is selected together with its text', () => {
    const store = createViewStore();
    store.getState().set({ text: 'another', selected: 2 }, 'push');
    expect(store.getState().view.selected).toBe(2);
  });

  it('drops with its text the changes that mean its tokens, says so, and keeps the others', () => {
    const store = createViewStore();
    const interventions = 'L3.ffn.812@4=0; L3.ffn.7=mean; L5.resid=patch';
    store.getState().set({ interventions }, 'push');
    store.getState().set({ text: 'another' }, 'replace');
    expect(store.getState().view.interventions).toBe('L3.ffn.7=mean');
    expect(store.getState().notices).toEqual([
      'Dropped with the text whose tokens it meant: L3.ffn.812@4=0; L5.resid=patch.',
    ]);
    store.getState().set({ text: 'a third', interventions: 'L3.ffn.812@4=0' }, 'push');
    expect(store.getState().view.interventions).toBe('L3.ffn.812@4=0');
  });

  it('does not take a value that the view may not hold, says so once, and takes the rest', () => {
    const store = createViewStore();
    store.getState().set({ steps: 0, unit: 'tokens' }, 'push');
    store.getState().set({ steps: 0 }, 'push');
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, unit: 'tokens' });
    expect(store.getState().notices).toEqual([
      '“steps” cannot be “0”, a whole number from 1 to 1000 was expected; the earlier value stays.',
    ]);
  });

  it('forgets both fingerprints when the result has to be computed again', () => {
    const store = createViewStore();
    store.getState().open('fp=negative:0.6~1', true);
    store.getState().set({ steps: 20 }, 'push');
    expect(store.getState().linked).toBeNull();
    store.getState().setFingerprint(fingerprint);
    store.getState().set({ steps: 30 }, 'push');
    expect(store.getState().fingerprint).toBeNull();
  });

  it('keeps the fingerprint when only the drawing changes', () => {
    const store = createViewStore();
    store.getState().setFingerprint(fingerprint);
    store.getState().set({ unit: 'tokens' }, 'push');
    expect(store.getState().fingerprint).toEqual(fingerprint);
  });
});

describe('open', () => {
  it('takes view, notices and the fingerprint to compare with out of a foreign link', () => {
    const store = createViewStore();
    store.getState().open('v=1&text=so+dull&steps=0&fp=negative:0.614~1.93', true);
    const { view, notices, linked, fingerprint: own, arrival } = store.getState();
    expect(view).toEqual({ ...DEFAULT_VIEW, text: 'so dull' });
    expect(notices).toHaveLength(1);
    expect(linked).toEqual(fingerprint);
    expect(own).toBeNull();
    expect(arrival).toBe('link');
  });

  it('compares nothing with the fingerprint of an entry of its own', () => {
    const store = createViewStore();
    store.getState().open('v=1&fp=negative:0.614~1.93', false);
    expect(store.getState().linked).toBeNull();
    expect(store.getState().fingerprint).toEqual(fingerprint);
  });

  it('keeps the view object when the link says the same, so that nobody computes again', () => {
    const store = createViewStore();
    const { view } = store.getState();
    store.getState().open('v=1', true);
    expect(store.getState().view).toBe(view);
  });

  it('keeps the known fingerprint when an entry without one differs in the drawing alone', () => {
    const store = createViewStore();
    store.getState().setFingerprint(fingerprint);
    store.getState().open('v=1&unit=tokens', false);
    expect(store.getState().fingerprint).toEqual(fingerprint);
  });
});

describe('reject', () => {
  it('puts the default in the place of a value that does not fit, and says so', () => {
    const store = createViewStore();
    store.getState().set({ target: 'logit:neutral' }, 'push');
    store.getState().reject('target', 'a target with the labels negative, positive');
    expect(store.getState().view).toEqual(DEFAULT_VIEW);
    expect(store.getState().notices).toEqual([
      '“target” was “logit:neutral”, but a target with the labels negative, positive was expected; the default is used.',
    ]);
  });
});

describe('notices', () => {
  it('go when they are dismissed, one by one', () => {
    const store = createViewStore();
    for (const notice of ['a', 'b', 'c']) store.getState().addNotice(notice);
    store.getState().dismissNotice(1);
    expect(store.getState().notices).toEqual(['a', 'c']);
  });
});

describe('setFingerprint', () => {
  it('ends the comparison with the link', () => {
    const store = createViewStore();
    store.getState().open('fp=negative:0.6~1', true);
    store.getState().setFingerprint(fingerprint);
    expect(store.getState()).toMatchObject({ fingerprint, linked: null });
  });
});
