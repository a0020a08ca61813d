import { describe, expect, it } from 'vitest';
import { readDropped } from './dropped-texts';

const lines = (count: number, name = 'a.txt') =>
  new File([Array.from({ length: count }, (_, at) => `Line ${at + 1}.`).join('\r\n')], name);

async function textsOf(file: File) {
  const { readable } = await readDropped([file]);
  return readable.flatMap(({ texts }) => texts);
}

describe('a dropped file', () => {
  it('of one line offers it', async () => {
    expect(await textsOf(new File(['  So dull. \n\n'], 'a.txt'))).toEqual([{ text: 'So dull.', lines: 1 }]);
  });

  it('of a few lines offers each, and all of them as one text', async () => {
    expect(await textsOf(lines(3))).toEqual([
      { text: 'Line 1.', lines: 1 },
      { text: 'Line 2.', lines: 1 },
      { text: 'Line 3.', lines: 1 },
      { text: 'Line 1.\nLine 2.\nLine 3.', lines: 3 },
    ]);
  });

  it('of many lines offers the first, and all as one text while they may be one review', async () => {
    expect((await textsOf(lines(40))).map(offered => offered.lines)).toEqual([...Array(20).fill(1), 40]);
    expect((await textsOf(lines(400))).map(offered => offered.lines)).toEqual(Array(20).fill(1));
  });

  it('with a table offers the cells of the column that is read, and with JSON those of the field', async () => {
    const table = new File(['label,text\n1,"Good, and\r\nwarm"\n0,\n0,Dull\n'], 'a.csv');
    expect(await textsOf(table)).toEqual([
      { text: 'Good, and\nwarm', lines: 1 },
      { text: 'Dull', lines: 1 },
    ]);
    const json = new File(['{"data":{"text":"So dull."}}\nNaN\n'], 'a.jsonl');
    expect(await textsOf(json)).toEqual([{ text: 'So dull.', lines: 1 }]);
  });

  it('that is no text gets the reader’s sentence, and others stay on offer', async () => {
    const read: string[] = [];
    const { readable, failures } = await readDropped(
      [new File(['%PDF-1.7'], 'a.pdf'), lines(1, 'b.txt'), new File([], 'c.txt')],
      name => read.push(name),
    );
    expect(read).toEqual(['a.pdf', 'b.txt', 'c.txt']);
    expect(readable.map(({ file }) => file.name)).toEqual(['b.txt']);
    expect(failures).toEqual([
      'a.pdf is a PDF document, expected text; save it as UTF-8 text or CSV.',
      'c.txt is empty, expected a file with text.',
    ]);
  });

  it('that cannot be opened, as a folder cannot, is named', async () => {
    const folder = new File(['?'], 'reviews');
    folder.slice = () => {
      throw new DOMException('A requested file or directory could not be found.', 'NotFoundError');
    };
    expect((await readDropped([folder])).failures).toEqual([
      'reviews is a folder, or has changed or moved since it was chosen; expected a file of text.',
    ]);
  });
});

describe('many dropped files', () => {
  it('offer a few texts of the first files, and all files to index', async () => {
    const { readable } = await readDropped(Array.from({ length: 6 }, (_, at) => lines(400, `${at}.txt`)));
    expect(readable.map(({ texts }) => texts.length)).toEqual([5, 5, 5, 5, 0, 0]);
  });

  it('that cannot be read are told of in a few sentences', async () => {
    const { failures } = await readDropped(
      Array.from({ length: 1003 }, (_, at) => new File([], `${at}.txt`)),
    );
    expect(failures).toHaveLength(4);
    expect(failures.at(-1)).toBe('1,000 more files cannot be read either.');
  });
});
