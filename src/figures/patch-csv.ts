/** A patch as comma-separated values (RFC 4180): one row a site and token. */

import type { PatchRecord } from '../engine/experiments/records';
import { csvOf } from './csv';

/** Each token with the one it is aligned with, its share of the difference, and that of all at the site. */
export function patchCsv({
  tokens,
  fromTokens,
  aligned,
  rows,
}: Pick<PatchRecord, 'tokens' | 'fromTokens' | 'aligned' | 'rows'>): string {
  return csvOf(
    ['site', 'token', 'text', 'from_token', 'from_text', 'share', 'row_all'],
    rows.flatMap(({ site, tokens: shares, all }) =>
      tokens.map((text, token) => {
        const from = aligned[token] ?? null;
        const fromText = from === null ? null : (fromTokens[from] ?? null);
        return [site, token, text, from, fromText, shares[token] ?? null, all];
      }),
    ),
  );
}
