import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ListedCorpus } from './corpora';
import { reloadPage, unsaved } from './unsaved';
import { DEFAULT_VIEW } from './view-keys';
import { useViewStore } from './view-store';

const corpus: ListedCorpus = {
  id: '0123456789abcdef',
  name: 'reviews',
  about: null,
  bytes: 4,
  words: 9,
  wordsRead: 9,
  added: '2026-11-25T00:00:00.000Z',
  isKept: true,
};
const progress = { name: 'letters', id: null, event: null, isEnding: false };
const kept = { isKept: true, hasChoice: false, given: [] };
const state = { view: DEFAULT_VIEW, fingerprint: null };

afterEach(() => vi.unstubAllGlobals());

describe('loading the page again', () => {
  it('loses nothing that is in the address or in the browser’s store', () => {
    expect(unsaved(state, { ...kept, list: [corpus], progress })).toEqual([]);
    expect(unsaved(state, { ...kept, list: null, progress: null })).toEqual([]);
  });

  it('loses what neither holds, each named', () => {
    const long = { view: { ...DEFAULT_VIEW, text: 'So dull. '.repeat(200_000) }, fingerprint: null };
    const list = [{ ...corpus, isKept: false }];
    const corpora = { list, isKept: false, progress, hasChoice: true, given: [] };
    expect(unsaved(long, corpora)).toEqual([
      'the text, which is too long for the address',
      'the corpus reviews, which this browser does not keep',
      'what is indexed of letters',
      'what is chosen to be indexed',
    ]);
  });

  it('loses files that the corpora have not taken yet', () => {
    const corpora = { ...kept, list: null, progress: null, given: [new File(['So dull.'], 'a.txt')] };
    expect(unsaved(state, corpora)).toEqual(['what is chosen to be indexed']);
  });

  it('names the text that is too long for the address', () => {
    const long = { view: { ...DEFAULT_VIEW, other: 'So dull. '.repeat(200_000) }, fingerprint: null };
    expect(unsaved(long, { ...kept, list: null, progress: null })).toEqual([
      'the second text, which is too long for the address',
    ]);
  });

  it('begins at what was typed a moment ago', async () => {
    vi.stubGlobal('fetch', async () => new Response('page'));
    const replaceState = vi.fn();
    const reload = vi.fn();
    useViewStore.getState().set({ text: 'So dull' }, 'replace');
    const window = { history: { state: null, replaceState }, location: { reload } } as unknown as Window;
    expect(await reloadPage(window)).toBe(true);
    expect(replaceState).toHaveBeenCalledWith(null, '', expect.stringMatching(/^#v=1&text=So(\+|%20)dull/));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('is left where the host does not answer: a page is better than none', async () => {
    const reload = vi.fn();
    const window = { history: {}, location: { reload } } as unknown as Window;
    for (const answer of [
      () => Promise.reject(new TypeError('Failed to fetch')),
      async () => Response.error(),
    ]) {
      vi.stubGlobal('fetch', answer);
      expect(await reloadPage(window)).toBe(false);
    }
    expect(reload).not.toHaveBeenCalled();
  });
});
