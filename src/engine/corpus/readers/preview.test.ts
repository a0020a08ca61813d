import { describe, expect, it, vi } from 'vitest';
import { ALL_FOUND_OUT } from './choices';
import { PREVIEW_BYTES, previewFile } from './preview';
import { readFile, settledChoices } from './reading';

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
    expect(reading.rows).toBe(sentences);
    expect(reading.isWhole).toBe(false);
    expect(sentences).toBe(Math.floor(PREVIEW_BYTES / line.length));
  });

  it.each([
    ['a.jsonl', '\n', '', ''],
    ['a.json', ',', '[', ']'],
  ])(
    'of a large %s settles the field that the whole has most prose in, by its beginning',
    async (name, by, open, close) => {
      const object = (text: string, note: string) => JSON.stringify({ note, text });
      const first = Array.from({ length: 10 }, () => object('So dull, so very dull.', 'x '.repeat(2)));
      const later = Array.from({ length: 990 }, () => object('Lovely.', 'y '.repeat(1000)));
      const content = open + [...first, ...later].join(by) + close;
      const { reading } = await previewFile(new File([content], name), ALL_FOUND_OUT);
      const whole = readFile(new TextEncoder().encode(content), name, ALL_FOUND_OUT);
      expect(reading.isWhole).toBe(name === 'a.json');
      expect(whole.columns[whole.column ?? -1]?.name).toBe(settledChoices(reading).column);
    },
  );

  it('of a file without words is refused', async () => {
    await expect(previewFile(new File([' \n\n '], 'a.txt'), ALL_FOUND_OUT)).rejects.toThrow(
      'a.txt: no words, expected text.',
    );
  });
});
