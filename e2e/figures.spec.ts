/** The figures by themselves, drawn by a real browser without the page around them. */

import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type * as Figures from '../src/figures/testing/in-browser';

declare global {
  var figures: typeof Figures;
}

/** The figures and their variants as one script. */
async function bundled(): Promise<string> {
  const output = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('../src/figures/testing/in-browser.ts', import.meta.url)),
        name: 'figures',
        formats: ['iife'],
      },
    },
  });
  const [chunk] = [output].flat().flatMap(result => ('output' in result ? result.output : []));
  if (chunk?.type !== 'chunk') throw new Error('The figures were not bundled.');
  return chunk.code;
}

test('a figure drawn over an earlier one is what it is when drawn afresh, and keeps within its edges', async ({
  page,
}) => {
  await page.addScriptTag({ content: await bundled() });
  const names = await page.evaluate(() => Object.keys(figures.FIGURES));
  for (const name of names) {
    const { remnant, cut } = await page.evaluate(which => {
      const variants = figures.FIGURES[which] ?? {};
      return { remnant: figures.remnantsOf(variants)[0], cut: figures.cutMarksOf(variants) };
    }, name);
    const { earlier, later, redrawn, fresh } = remnant ?? {};
    expect.soft(redrawn, `${name}: ${later}, drawn over ${earlier}`).toBe(fresh);
    expect.soft(cut, name).toEqual([]);
  }
});
