import { describe, expect, it } from 'vitest';
import { ALL_FOUND_OUT, type ReadingChoices } from './choices';
import { leftOutSentence } from './left-out';
import { readFile } from './reading';

const read = (content: string, choices: Partial<ReadingChoices> = {}, name = 'a.csv') =>
  readFile(new TextEncoder().encode(content), name, { ...ALL_FOUND_OUT, ...choices });
const texts = (...given: Parameters<typeof read>) => read(...given).texts;
const settings = (...given: Parameters<typeof read>) => read(...given).settings;
const leftOut = (...given: Parameters<typeof read>) => leftOutSentence('a.csv', read(...given).leftOut);
const chosen = (...given: Parameters<typeof read>) => {
  const { columns, column } = read(...given);
  return columns[column ?? -1]?.name;
};

describe('line ends', () => {
  const films = ['Good film', 'Bad film', 'Odd film'];

  it.each([
    'text,label\r\nGood film,1\nBad film,0\nOdd film,1\n',
    'text,label\nGood film,1\r\nBad film,0\r\nOdd film,1',
    'text,label\rGood film,1\rBad film,0\rOdd film,1\r',
    'text,label\r\r\nGood film,1\r\n\r\nBad film,0\n\rOdd film,1\n',
    '\uFEFFtext,label\n"Good film",1\r\n"Bad film","0"\rOdd film,1\n',
    'text\tlabel\r\nGood film\t1\nBad film\t0\rOdd film\t1\n',
  ])('of any mixture end a row: %j', content => {
    expect(chosen(content)).toBe('text');
    expect(texts(content)).toEqual(films);
    expect(leftOut(content)).toBeNull();
  });

  it('within quotation marks belong to the cell', () => {
    const content = 'id,review,stars\r\n1,"So dull, so ""long"".\r\nTwice.",2\r\n\r\n2,Lovely.,5\r\n';
    expect(texts(content)).toEqual(['So dull, so "long".\nTwice.', 'Lovely.']);
  });
});

describe('the delimiter', () => {
  it('is none where commas are those of sentences', () => {
    const content = 'text\nGood, but far too long\nDull\nA warm, funny, gentle film\n';
    expect(texts(content)).toEqual(['Good, but far too long', 'Dull', 'A warm, funny, gentle film']);
    expect(settings(content)).toEqual({ delimiter: '', quotes: 'around', header: true });
    for (const lines of [
      ['Good, but far too long', 'Dull', 'A warm, funny, gentle film'],
      ['Good, but long', 'Odd, but fine', 'Dull, very dull'],
      ['Dull', 'Good; but long', 'A | b'],
      ['Dear all,', 'this is a letter,', 'with commas, many.'],
    ]) {
      expect(texts(lines.join('\n'))).toEqual(lines);
    }
    expect(texts('text\n"Good, but long"\nDull, very\n"A ""b"""\n')).toEqual([
      'Good, but long',
      'Dull, very',
      'A "b"',
    ]);
  });

  it.each([
    [',', 'id,text\n1,"So dull; so long"\n2,Lovely film\n'],
    [';', 'id;text\n1;So dull, so long, so sad\n2;Lovely, fine\n'],
    [';', '1,5;So dull film\n2,5;Lovely film\n'],
    ['|', 'id|text\n1|So dull, so long\n2|Lovely\n'],
    ['\t', 'id\ttext\n1\tSo dull, so long\n2\tLovely\n'],
    [',', 'name, age\nBob Smith, 3\nAnn Lee, 4\n'],
    [',', 'id,text,notes\n1,So dull\n2,Lovely film\n'],
  ])('%j is found in %j', (delimiter, content) => {
    expect(settings(content)?.delimiter).toBe(delimiter);
  });

  it.each([
    'sep=;\r\nid;text\r\n1;Lovely film\r\n',
    'sep=;\nid;text\n1;Lovely film',
    '"sep=;"\nid;text\n1;Lovely film',
  ])('is named by a first line for spreadsheets: %j', content => {
    expect(settings(content)).toMatchObject({ delimiter: ';', header: true });
    expect(texts(content)).toEqual(['Lovely film']);
    expect(read(content).shown).toEqual([{ number: 3, cells: ['1', 'Lovely film'], isRead: true }]);
  });

  it('is the tab in .tsv and .tab, and what the user chooses everywhere', () => {
    for (const name of ['a.tsv', 'a.tab'])
      expect(settings('text,label\nGood,1\n', {}, name)?.delimiter).toBe('\t');
    expect(texts('id^text\n1^Lovely', { delimiter: '^' })).toEqual(['Lovely']);
    expect(texts('sep=;\nid,text\n1,Lovely', { delimiter: ',' })).toEqual(['Lovely']);
  });
});

describe('quotation marks', () => {
  it('are part of text with tabs', () => {
    expect(texts('label\ttext\n0\t"starts here\n1\tquiet film\n0\tends here"\n')).toEqual([
      '"starts here',
      'quiet film',
      'ends here"',
    ]);
    for (const name of ['a.csv', 'a.tsv']) {
      expect(texts('label\ttext\n1\t"Best" film ever\n0\t"Dull, dull"\n', {}, name)).toEqual([
        '"Best" film ever',
        '"Dull, dull"',
      ]);
    }
  });

  it('stand around cells with tabs where a spreadsheet wrote them', () => {
    expect(texts('label\ttext\n1\t"He said ""wow"", twice"\n0\t"Dull, dull"\n')).toEqual([
      'He said "wow", twice',
      'Dull, dull',
    ]);
    expect(texts('"id"\t"text"\n"1"\t"So good"\n', {}, 'a.tsv')).toEqual(['So good']);
    expect(texts('label\ttext\n1\t"Two\nlines"\n0\tDull film\n')).toEqual(['Two\nlines', 'Dull film']);
  });

  it('stand for themselves within a cell', () => {
    expect(texts('id,text\n1,The "best" film\n2,5" of rain\n')).toEqual(['The "best" film', '5" of rain']);
  });

  it('that do not close are named with their row, and take no other row with them', () => {
    const content = 'id,text\n1,"open, ended\n2,Lovely film\n3,"Fine, ""really"""\n4,"Best" film ever\n';
    const { notes } = read(content);
    expect(notes).toEqual([
      'a quotation mark is not closed in rows 2, 5; what follows it is read as it is written, up to the end of the line',
    ]);
    expect(texts(content)).toEqual(['Lovely film', 'Fine, "really"', '"Best" film ever']);
    expect(leftOut(content)).toBe('a.csv: left out 1 row with more cells than the 2 of the first (row 2).');
    expect(texts('text\n"Best" film ever\nDull\n')).toEqual(['"Best" film ever', 'Dull']);
  });

  it('that do not close are named with their row behind the first line that names a delimiter', () => {
    expect(read('sep=,\nid,text\n1,"open, ended\n2,Lovely film\n').notes[0]).toMatch(
      'is not closed in row 3;',
    );
  });

  it('that next to never close are part of the text', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},"Best" film of ${i}`);
    expect(settings(`id,text\n${rows.join('\n')}\n`)?.quotes).toBe('text');
    expect(read(`id,text\n${rows.join('\n')}\n`).notes).toEqual([]);
  });

  it('that hold together what looks like rows are told of', () => {
    const content = 'label,text\n0,"starts here\n1,quiet film\n0,ends here"\n1,"two\nlines"\n';
    expect(read(content).notes).toEqual([
      'quotation marks hold lines together in row 2 that look like rows of their own; if they are, the marks are part of the text',
    ]);
    expect(texts(content, { quotes: 'text' }).slice(0, 3)).toEqual([
      '"starts here',
      'quiet film',
      'ends here"',
    ]);
  });

  it('may be far apart', () => {
    const long = 'So dull, so long.\n'.repeat(3000);
    const content = `id,text\n1,"${long}"\n2,"x" y\n3,Lovely film\n4,"${long}"\n`;
    expect(texts(content).map(({ length }) => length)).toEqual([long.length, 5, 11, long.length]);
  });

  it('are taken as the user says', () => {
    const content = 'id,text\n1,"So dull"\n';
    expect(texts(content, { quotes: 'text' })).toEqual(['"So dull"']);
    expect(texts('id\ttext\n1\t"So dull"\n', { quotes: 'around' })).toEqual(['So dull']);
  });
});

describe('the header', () => {
  it.each([
    'Good film.\nBad film.\n',
    'Dull\nGood but far too long\n',
    '1,Lovely film\n2,Dull film\n',
    'positive,Lovely film\nnegative,Dull\n',
    'pos,Great\nneg,A long and boring film that never ends\npos,So very very nice and warm\nneg,Bad one\n',
    'What a film!\t1\nSo dull\t0\n',
    'review,Good film so far\nreview,Bad film\nnews,Rain and more rain\n',
  ])('is not seen where there is none: %j', content => {
    expect(settings(content)?.header).toBe(false);
    expect(read(content).rows).toBe(content.trim().split('\n').length);
  });

  it.each([
    'text\nDull\n',
    'Text,Label\nGood film,1\n',
    'review_text\nDull\n',
    'Review Text\nDull\n',
    'text,\nGood film,\nBad film,\n',
    ',0,text\n0,5,Lovely film\n',
    'Filmtitel;Note\nDas Boot;5\nAlien;4\n',
    'Filmtitel;Kritik\nDas Boot;Ein langer und guter Film\nAlien;Spannend bis zum Ende\nHeat;Zu lang\n',
    'text,label\nGood film,1\ntext,label\nBad film,0\n',
  ])('is seen on evidence: %j', content => {
    expect(settings(content)?.header).toBe(true);
  });

  it('is what the user says', () => {
    expect(texts('text\nDull\n', { header: false })).toEqual(['text', 'Dull']);
    expect(texts('Kommentar\nDull\n', { header: true })).toEqual(['Dull']);
  });
});

describe('a column', () => {
  const content = 'text,label,text,\nfirst one,1,the second of them,x\n';

  it('is the one with most prose unless it is chosen', () => {
    expect(chosen('url,text\nhttps://example.org/a/very/long/address,So dull\n')).toBe('text');
    expect(chosen('text,label\nGood,1\nBad, so bad,0\nUgly, very, very,1\nOdd, odd,1\n')).toBe('text');
    expect(chosen('text,label\nGood film, with commas,1\nBad, so very bad film,0\n')).toBe('text');
    expect(chosen('title,Review\nA rather long title,So dull\n')).toBe('Review');
    expect(chosen('id,文\n123456,とても長い映画\n')).toBe('文');
  });

  it('can be chosen by its place, also where its name is that of another or empty', () => {
    expect(read(content).columns.map(({ name }) => name)).toEqual([
      'text (column 1)',
      'label',
      'text (column 3)',
      'column 4',
    ]);
    expect([1, 2, 3, 4].map(column => texts(content, { column })[0])).toEqual([
      'first one',
      '1',
      'the second of them',
      'x',
    ]);
    expect(texts(content, { column: '3' })).toEqual(['the second of them']);
    expect(texts(content, { column: 'label' })).toEqual(['1']);
  });

  it('that is not there is named with those that are', () => {
    expect(() => read(content, { column: 'body' })).toThrow(
      'a.csv has no column “body”; it has text (column 1), label, text (column 3), column 4.',
    );
    expect(() => read(content, { column: 5 })).toThrow('has no column “5”');
  });
});

it('rows that cannot be read are counted and named by their number', () => {
  const content = [
    'id,text,label',
    '1,Good, but far too long,1',
    '2,Dull film,0',
    '3',
    '',
    '4,,1',
    '5,Fine film,1,,',
    '6,A, b, c,1',
    '7,Short row',
  ].join('\n');
  expect(texts(content)).toEqual(['Dull film', 'Fine film', 'Short row']);
  expect(read(content).shown.map(({ isRead }) => isRead)).toEqual([false, true, false, false, true]);
  expect(leftOut(content)).toBe(
    'a.csv: left out 2 rows with more cells than the 3 of the first (rows 2 and 8); 1 row without a cell for “text” (row 4); 1 row with nothing in “text” (row 6).',
  );
});

it('a beginning is read as the whole file would be, without the row that is cut', () => {
  const bytes = new TextEncoder().encode('id,text\n1,So dull\n2,"Lovely, re');
  const { texts: read, isWhole, leftOut: none } = readFile(bytes, 'a.csv', ALL_FOUND_OUT, false);
  expect([read, isWhole, none]).toEqual([['So dull'], false, []]);
});
