/** The layer grid as comma-separated values (RFC 4180): one row a site and token. */

import type { LayerRow } from '../engine/neurons/layer-grid';
import type { Token } from '../engine/text/encoding';
import { csvOf } from './csv';

/**
 * Every site, shown or not, at every token.
 * @param untouched the same rows without interventions, for a column of their own; null where there are none
 */
export function gridCsv(
  rows: readonly LayerRow[],
  tokens: readonly Token[],
  method: string,
  untouched: readonly LayerRow[] | null = null,
): string {
  const columns = ['site', 'full_cut', 'token', 'text', method, 'row_total', 'row_delta'];
  return csvOf(
    untouched ? [...columns, 'untouched'] : columns,
    rows.flatMap(({ site, fullCut, tokens: values, total, delta }, row) =>
      values.map((value, token) => {
        const before = untouched ? [untouched[row]?.tokens[token] ?? null] : [];
        return [site, fullCut, token, tokens[token]?.text ?? '', value, total, delta, ...before];
      }),
    ),
  );
}
