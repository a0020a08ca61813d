/** The README's figure of the finding: the page's own drawing of ablation curves, light and dark, as SVG files. */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Finding } from '../cli/finding-table';
import type { AblationData } from '../src/figures/ablation-curves';
import { openBrowser } from './browser.mjs';

const ENTRY = fileURLToPath(new URL('finding-page.ts', import.meta.url));
const WIDTH = 760;

/** Draws in Chromium, since figures measure their text; writes `finding-light.svg` and `finding-dark.svg` to a folder. */
export async function drawFinding(finding: Finding, folder: string): Promise<void> {
  const code = await bundled();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code });
    for (const theme of ['light', 'dark'] as const) {
      const markup = await page.evaluate(([data, name, width]) => globalThis.drawFinding(data, name, width), [
        dataOf(finding),
        theme,
        WIDTH,
      ] as const);
      await writeFile(`${folder}/finding-${theme}.svg`, `${markup}\n`);
    }
  } finally {
    await browser.close();
  }
}

/** The conductance and gradient × activation curves stand out: they are what the README compares. */
function dataOf({ counts, curves, controls, untouched }: Finding): AblationData {
  return {
    counts,
    untouched,
    curves: curves.map(({ ranking, order, values, flipped }) => ({
      id: `${ranking} ${order}`,
      name: ranking,
      order,
      selected: ranking === 'gradient-x-activation',
      values,
      flipped,
    })),
    controls: { ...controls.band, count: controls.count },
  };
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, lib: { entry: ENTRY, formats: ['iife'], name: 'findingFigure' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The figure could not be bundled.');
  return output.output[0].code;
}
