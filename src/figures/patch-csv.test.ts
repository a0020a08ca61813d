import { expect, it } from 'vitest';
import { patchCsv } from './patch-csv';

it('writes one row a site and token, and leaves empty what has no counterpart', () => {
  const csv = patchCsv({
    tokens: ['so', 'dull'],
    fromTokens: ['great'],
    aligned: [null, 0],
    rows: [{ site: 'L0.resid', tokens: [null, 0.75], all: 0.8 }],
  });
  expect(csv.split('\r\n')).toEqual([
    'site,token,text,from_token,from_text,share,row_all',
    'L0.resid,0,so,,,,0.8',
    'L0.resid,1,dull,0,great,0.75,0.8',
    '',
  ]);
});
