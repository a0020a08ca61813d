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

test('the focus that a key moves is seen, also after a click', async ({ page }) => {
  await page.addScriptTag({ content: await bundled() });
  const asked = await page.evaluate(() => {
    const told: unknown[] = [];
    SVGElement.prototype.focus = options => told.push(options);
    for (const name of [
      'heatmap',
      'cells of the layer grid',
      'sites of the layer grid',
      'attribution check',
    ]) {
      const svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
      const [draw] = Object.values(figures.FIGURES[name] ?? {});
      draw?.(svg);
      const mark = svg.querySelector('[role="button"][tabindex="0"]');
      for (const key of ['ArrowRight', 'ArrowDown'])
        mark?.dispatchEvent(new KeyboardEvent('keydown', { key }));
    }
    return told;
  });
  expect(asked.length).toBeGreaterThanOrEqual(4);
  for (const options of asked) expect(options).toEqual({ focusVisible: true });
});
