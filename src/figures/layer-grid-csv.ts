/** The layer grid as comma-separated values (RFC 4180): one row a site and token. */

import type { Explanation } from '../engine/explanation/record';
import type { LayerRow } from '../engine/neurons/layer-grid';
import { csvOf, writtenAs } from './csv';

/**
 * Every site, shown or not, at every token.
 * @param untouched the same rows without interventions, for a column of their own; null where there are none
 */
export function gridCsv(
  rows: readonly LayerRow[],
  { text, tokens }: Pick<Explanation, 'text' | 'tokens'>,
  method: string,
  untouched: readonly LayerRow[] | null = null,
): string {
  const columns = ['site', 'full_cut', 'token', 'text', 'written', method, 'row_total', 'row_delta'];
  return csvOf(
    untouched ? [...columns, 'untouched'] : columns,
    rows.flatMap(({ site, fullCut, tokens: values, total, delta }, row) =>
      values.map((value, token) => {
        const before = untouched ? [untouched[row]?.tokens[token] ?? null] : [];
        const read = tokens[token];
        const names = [read?.text ?? null, read ? writtenAs(text, read) : null];
        return [site, fullCut, token, ...names, value, total, delta, ...before];
      }),
    ),
  );
}
