import { describe, expect, it } from 'vitest';
import { readDropped } from './dropped-texts';
import { columnSentence, furtherFilesSentence, heldSentence, offerTitle } from './sentences-dropped';

describe('what dropping would do', () => {
  it('is said of one file, of several, and where their number is not known', () => {
    expect(heldSentence({ count: null }, 'page')).toBe(
      'Drop files to explain one of their lines, or to index them as a corpus.',
    );
    expect(heldSentence({ count: 1 }, 'page')).toBe(
      'Drop the file to explain one of its lines, or to index it as a corpus.',
    );
    expect(heldSentence({ count: 3 }, 'page')).toBe(
      'Drop the 3 files to explain one of their lines, or to index them as a corpus.',
    );
  });

  it('is another thing while the corpora are open, and while one is indexed', () => {
    expect(heldSentence({ count: 1 }, 'corpora')).toBe('Drop the file to add it to the corpus.');
    expect(heldSentence({ count: 2 }, 'later')).toBe(
      'Drop the 2 files to index them after the corpus that is being indexed.',
    );
  });
});

it('an offer is named after its file or the number of files, and says which of them it does not show', async () => {
  const files = Array.from({ length: 6 }, (_, at) => new File(['So dull.'], `${at}.txt`));
  const { readable } = await readDropped(files);
  expect(offerTitle(readable)).toBe('6 files');
  expect(furtherFilesSentence(readable)).toBe('2 more files can be indexed with them.');
  expect(offerTitle(readable.slice(0, 1))).toBe('0.txt');
  expect(furtherFilesSentence(readable.slice(0, 1))).toBe('');
});

it('the column or field that texts are of is named where there are others', async () => {
  const { readable } = await readDropped([
    new File(['id,review\n1,So dull.\n'], 'a.csv'),
    new File(['{"id":1,"note":"x","text":"So very dull."}\n'], 'b.jsonl'),
    new File(['So dull.'], 'c.txt'),
  ]);
  expect(readable.map(columnSentence)).toEqual([
    'Of the column “review”; Corpora reads another.',
    'Of the field “text”; Corpora reads another.',
    '',
  ]);
});
