/** Makes and saves the files that a download menu offers. */

import type { Explanation } from '../engine/explanation/record';
import { csvFile } from '../figures/csv';
import { figureMarkup, rasterise, saveFile } from '../figures/export';
import { modelCaption, settingsCaption } from '../figures/run-caption';
import { quotedLine } from '../figures/settings';
import { type Format, pretty, type Saved } from './download-menu';

/** Width of a saved figure in CSS pixels, that of the column on a wide screen. */
const FIGURE_WIDTH = 880;
/** Pixels of a saved PNG for each CSS pixel. */
const PNG_SCALE = 2;

/** Hands a file to the browser. Throws what kept it from being made: `BlurredCanvas`, of which the menu knows, or others. */
export async function save(
  format: Format,
  explanation: Explanation,
  { what, draws, theme, csv, json, caption = [], subject, isPlain = false }: Saved,
): Promise<void> {
  const settings = isPlain ? modelCaption(explanation) : settingsCaption(explanation);
  const lines = [subject ?? `Text ${quotedLine(explanation.text)}`, ...caption, ...settings];
  const markup = () => figureMarkup(draws, { width: FIGURE_WIDTH, theme, caption: lines });
  const name = `finegrain-${slugOf(explanation.text)}-${what.replaceAll(' ', '-')}`;
  switch (format) {
    case 'PNG':
      return saveFile(`${name}.png`, await rasterise(markup(), PNG_SCALE, theme.ground), 'image/png');
    case 'SVG':
      return saveFile(`${name}.svg`, markup(), 'image/svg+xml');
    case 'CSV':
      return saveFile(`${name}.csv`, csvFile(csv.write(explanation)), 'text/csv');
    case 'JSON':
      return saveFile(`${name}.json`, json?.write(explanation) ?? pretty(explanation), 'application/json');
  }
}

const SLUG_WORDS = 4;
const MAX_SLUG = 40;

/** The first words of a text, as they may stand in a file's name. */
function slugOf(text: string): string {
  const words = text.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, SLUG_WORDS).join('-').toLowerCase().slice(0, MAX_SLUG) || 'explanation';
}
