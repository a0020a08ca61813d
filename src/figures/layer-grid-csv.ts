/** The layer grid as comma-separated values (RFC 4180): one row a site and token. */

import type { LayerRow } from '../engine/neurons/layer-grid';
import type { Token } from '../engine/text/encoding';
import { csvOf } from './csv';

/** Every site, shown or not, at every token. */
export function gridCsv(rows: readonly LayerRow[], tokens: readonly Token[], method: string): string {
  return csvOf(
    ['site', 'full_cut', 'token', 'text', method, 'row_total', 'row_delta'],
    rows.flatMap(({ site, fullCut, tokens: values, total, delta }) =>
      values.map((value, token) => [site, fullCut, token, tokens[token]?.text ?? '', value, total, delta]),
    ),
  );
}
