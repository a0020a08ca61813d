/** The sentence over the layer grid: of the run that is drawn, or of what interventions changed in it. */

import { sumByPiece } from './grid-rows';
import type { Piece } from './pieces';
import { quoted } from './sentences';
import { layersDifferenceSentence, sentenceOfRun } from './sentences-interventions';
import { type LayerFacts, layersSentence } from './sentences-layers';
import type { ShownGrid } from './use-shown-grid';

/** What is drawn of a grid, and what is selected in it. */
export type DrawnRows = Omit<LayerFacts, 'change' | 'constant' | 'pieces'> & {
  readonly pieces: readonly Piece[];
};

/** "With the changes, block 5 moves …", or for a difference "The changes weigh most at L1.ffn: …". */
export function shownLayersSentence(
  { changed, untouched, shown, change, constant }: ShownGrid,
  drawn: DrawnRows,
): string {
  if (shown !== 'difference' || !untouched) {
    const sentence = layersSentence({ ...drawn, change, constant });
    return shown === null || shown === 'difference' ? sentence : sentenceOfRun(shown, sentence);
  }
  const names = drawn.pieces.map(({ special, text }) => (special ? text : quoted(text)));
  const rows = drawn.rows.flatMap(({ site }) => {
    const [now, before] = [changed, untouched].map(run => run.find(row => row.site === site));
    if (!now || !before) return [];
    const [values, others] = [now, before].map(row => sumByPiece(row.tokens, drawn.pieces));
    const cells = names.map((name, at) => ({
      name,
      changed: values?.[at] ?? 0,
      untouched: others?.[at] ?? 0,
    }));
    return { site, cells, changed: now.total, untouched: before.total };
  });
  return layersDifferenceSentence({ rows, row: drawn.row, column: drawn.piece });
}
