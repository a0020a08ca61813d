import { describe, expect, it, vi } from 'vitest';
import { ALL_FOUND_OUT } from './choices';
import { PREVIEW_BYTES, previewFile } from './preview';
import { settledChoices } from './reading';

describe('a preview', () => {
  it('counts sentences, and settles how the whole is read', async () => {
    const file = new File(['id;text\n1;So dull. It is long.\n2;\n3;Lovely\n'], 'a.csv');
    const { reading, sentences, bytes } = await previewFile(file, ALL_FOUND_OUT);
    expect([sentences, bytes, reading.rows]).toEqual([2, file.size, 3]);
    expect(settledChoices(reading)).toEqual({
      format: 'table',
      delimiter: ';',
      quotes: 'around',
      header: true,
      column: 2,
    });
  });

  it('of a large file reads its beginning only', async () => {
    const line = 'Number one of many, many lines.\n';
    const file = new File([line.repeat((3 * PREVIEW_BYTES) / line.length)], 'a.txt');
    const slices = vi.spyOn(file, 'slice');
    const { reading, sentences } = await previewFile(file, ALL_FOUND_OUT);
    expect(slices.mock.calls).toEqual([[0, PREVIEW_BYTES]]);
    expect(reading.isWhole).toBe(false);
    expect(sentences).toBe(Math.floor(PREVIEW_BYTES / line.length));
  });

  it('of a file without words is refused', async () => {
    await expect(previewFile(new File([' \n\n '], 'a.txt'), ALL_FOUND_OUT)).rejects.toThrow(
      'a.txt: no words, expected text.',
    );
  });
});
