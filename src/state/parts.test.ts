import { describe, expect, it } from 'vitest';
import { createParts, loadPart, retryParts } from './parts';

/** A loader that fails until it is mended. */
function broken() {
  const file = { isThere: false, tries: 0 };
  const load = async () => {
    file.tries += 1;
    if (!file.isThere) throw new TypeError('Failed to fetch dynamically imported module');
    return 'loaded';
  };
  return { file, load };
}
const namesIn = (parts: ReturnType<typeof createParts>) => parts.getState().missing.map(({ name }) => name);

describe('a part that could not be loaded', () => {
  it('is told of by its name, and comes with a later try', async () => {
    const parts = createParts();
    const { file, load } = broken();
    const loading = loadPart('corpora', load, parts);
    await expect.poll(() => namesIn(parts)).toEqual(['corpora']);
    await retryParts(parts);
    expect(file.tries).toBe(2);
    expect(namesIn(parts)).toEqual(['corpora']);
    file.isThere = true;
    await retryParts(parts);
    expect(namesIn(parts)).toEqual([]);
    expect(await loading).toBe('loaded');
  });

  it('is tried once at a time', async () => {
    const parts = createParts();
    const { file, load } = broken();
    void loadPart('corpora', load, parts);
    await expect.poll(() => namesIn(parts)).toEqual(['corpora']);
    await Promise.all([retryParts(parts), retryParts(parts)]);
    expect(namesIn(parts)).toEqual(['corpora']);
    expect(file.tries).toBe(2);
  });

  it('that was dismissed is told of again when another try fails', async () => {
    const parts = createParts();
    void loadPart('corpora', broken().load, parts);
    await expect.poll(() => namesIn(parts)).toEqual(['corpora']);
    parts.getState().dismiss();
    await retryParts(parts);
    expect(parts.getState().isDismissed).toBe(false);
  });

  it('does not keep others from being loaded', async () => {
    const parts = createParts();
    void loadPart('corpora', broken().load, parts);
    expect(await loadPart('experiments', async () => 7, parts)).toBe(7);
    await expect.poll(() => namesIn(parts)).toEqual(['corpora']);
  });
});
