import { describe, expect, it } from 'vitest';
import { type CorpusAbout, openCorpusPack, packCorpus } from './corpus-pack';

const about: CorpusAbout = {
  name: 'reviews — mine',
  sha256: 'a'.repeat(64),
  model: { id: 'tiny', sha256: 'abc' },
  made: '2026-11-25T00:00:00.000Z',
  sentences: 2,
  tokens: 9,
};
const packed = () =>
  packCorpus(
    about,
    new Map<string, string | Uint8Array<ArrayBuffer>>([
      ['index/manifest.json', '{"é":1}'],
      ['index/a.bin', Uint8Array.of(1, 2, 3)],
      ['text/0.json', '["x"]'],
    ]),
  );

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a packed corpus', () => {
  it('gives back its files by folder, and what it is', async () => {
    const pack = await openCorpusPack(await packed(), 'mine.finegrain');
    await pack.check();
    expect(pack.about).toEqual(about);
    const index = pack.source('index/');
    expect(new TextDecoder().decode((await index.read('manifest.json')) ?? undefined)).toBe('{"é":1}');
    expect(new Uint8Array((await index.read('a.bin')) ?? new ArrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    expect(await index.read('0.json')).toBeNull();
    expect(await pack.source('text/').read('0.json')).not.toBeNull();
  });

  it('is told from other files', async () => {
    for (const content of ['', 'PK', 'some text that is longer than the magic']) {
      await expect(openCorpusPack(new Blob([content]), 'mine.finegrain')).rejects.toThrow(
        'mine.finegrain is not a corpus that Finegrain exported.',
      );
    }
  });

  it('is refused wherever it is cut short', async () => {
    const whole = await bytesOf(await packed());
    for (let length = 0; length < whole.length; length += 7) {
      await expect(openCorpusPack(new Blob([whole.slice(0, length)]), 'mine')).rejects.toThrow(/^mine is/);
    }
  });

  it('is refused where a byte of its content changed', async () => {
    const bytes = await bytesOf(await packed());
    bytes[bytes.length - 2] = 0;
    const pack = await openCorpusPack(new Blob([bytes]), 'mine');
    await expect(pack.check()).rejects.toThrow('mine is damaged or was not copied whole');
  });
});
