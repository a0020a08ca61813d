import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { begin, done, dull, fine, ready } from './fixtures/connected-engine';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the fingerprint', () => {
  const link = 'v=1&text=so+dull&fp=negative:0.75~1~dull:2~so:0.5';

  it('of the result is recorded in the view', async () => {
    const { views } = await done();
    expect(views.getState().fingerprint).toEqual({
      label: 'negative',
      probability: 0.75,
      value: 1,
      words: [
        { text: 'dull', value: 2 },
        { text: 'so', value: 0.5 },
      ],
    });
  });

  it('of a link that agrees says nothing', async () => {
    const { result, views } = await done(dull, link);
    expect(result().mismatch).toBeNull();
    expect(views.getState().linked).toBeNull();
  });

  it('of a link that differs is reported, also after a change of the drawing', async () => {
    const { result, set } = await done(dull, link.replace('dull:2', 'dull:3'));
    const sentence =
      'This result differs from the one in the link: the link says “dull” weighs 3, computed here 2.';
    expect(result().mismatch).toBe(sentence);
    set({ unit: 'tokens' }, 'push');
    expect(result().mismatch).toBe(sentence);
  });

  it('is compared for the first explanation only', async () => {
    const { result, set, last } = await done(dull, link.replace('dull:2', 'dull:3'));
    set({ text: fine.text }, 'push');
    expect(result().mismatch).toBeNull();
    await last().done(fine);
    expect(result().mismatch).toBeNull();
  });

  it('is not compared when the view was changed before its result was there', async () => {
    const { result, set, last } = await ready(link);
    set({ text: fine.text }, 'push');
    await last().done(fine);
    expect(result().mismatch).toBeNull();
  });

  it('of a link pasted over the same view is compared without computing again', async () => {
    const { engine, views, result } = await done();
    views.getState().open(link.replace('negative:0.75', 'negative:0.95'), true);
    expect(engine.explains).toHaveLength(1);
    expect(result().mismatch).toContain('the link says negative 95.0 %');
  });
});

describe('the selected token', () => {
  it('of a link is dropped with a notice when the text has no such token', async () => {
    const { views, view, last } = await ready('v=1&text=so+dull&token=99');
    begin(last(), dull);
    expect(view().selected).toBeNull();
    expect(views.getState().notices).toEqual([
      '“token” was “99”, but a number from 0 to 1, one of the text’s tokens, was expected; the default is used.',
    ]);
  });

  it('stays when the text has it', async () => {
    const { view } = await done(dull, 'v=1&text=so+dull&token=1');
    expect(view().selected).toBe(1);
  });
});
