import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { explanationSchema } from '../src/engine/explanation/record';
import { test } from './open-page';
import { SENTENCE } from './page';

async function download(page: Page, kind: RegExp, what = 'words'): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: `Download ${what}` }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('the explanation is saved as JSON, CSV, SVG and PNG', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  const text = `A dull\u0007, lifeless film. ${SENTENCE}`; // a bell, which XML cannot hold
  await explainer.explain(text);

  const json = await download(page, /JSON/);
  const record = explanationSchema.parse(JSON.parse(json.bytes.toString('utf8')));
  expect(record.text).toBe(text);
  expect(record.attribution?.tokens).toHaveLength(record.tokens.length);

  const csv = await download(page, /CSV/);
  expect(csv.bytes.toString('utf8').split('\r\n')).toHaveLength(record.tokens.length + 2);

  const svg = await download(page, /SVG/);
  const markup = svg.bytes.toString('utf8');
  expect(markup).toMatch(/^<svg/);
  expect(markup).toContain('lifeless');
  expect(markup).toContain('evaluations');
  expect(markup).not.toContain('var(--');

  const png = await download(page, /PNG/);
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(5_000);

  // A browser that protects its user from being recognised gives noise in place of a canvas.
  const truthful = await page.evaluateHandle(() => {
    const { getImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.getImageData = (_x, _y, width, height) =>
      new ImageData(
        Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i * 97) % 256),
        width,
        height,
      );
    return getImageData;
  });
  await page.getByRole('button', { name: 'Download words' }).click();
  await page.getByRole('menuitem', { name: /PNG/ }).click();
  await expect(explainer.words.getByRole('alert')).toHaveText(
    /^The PNG could not be made: this browser gives noise in place of what is drawn/,
  );
  const offered = page.waitForEvent('download');
  await explainer.words.getByRole('button', { name: 'Save the SVG instead' }).click();
  expect((await offered).suggestedFilename()).toMatch(/-words\.svg$/);
  await expect(explainer.words.getByRole('alert')).toHaveCount(0);
  // The page goes on to other tests.
  await truthful.evaluate(getImageData => {
    CanvasRenderingContext2D.prototype.getImageData = getImageData;
  });
});

for (const [what, column] of [
  ['layers', 'site,full_cut,token,text,written,conductance,row_total,row_delta'],
  ['neurons', 'place,neuron,conductance,activation 0 [CLS]'],
  ['neuron counts', 'site,neurons,share'],
] as const) {
  test(`the ${what} are saved as CSV, SVG, PNG and JSON`, async ({ explainer }) => {
    const { page } = explainer;
    await explainer.open();
    await explainer.insideFinished();
    const csv = await download(page, /CSV/, what);
    expect(csv.bytes.toString('utf8').startsWith(`\uFEFF${column}`)).toBe(true);
    expect(csv.bytes.toString('utf8').split('\r\n').length).toBeGreaterThan(100);
    const svg = await download(page, /SVG/, what);
    const markup = svg.bytes.toString('utf8');
    expect(markup).toMatch(/^<svg/);
    expect(markup).toContain(what === 'neurons' ? '.ffn.' : 'L1.resid');
    expect(markup).toContain('evaluations');
    expect(markup).not.toMatch(/role="(?:option|button)"/);
    const png = await download(page, /PNG/, what);
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    const json = await download(page, /JSON/, what);
    const record = explanationSchema.parse(JSON.parse(json.bytes.toString('utf8')));
    expect(record.layers?.length).toBeGreaterThan(0);
    expect(record.neurons?.length).toBeGreaterThan(0);
  });
}
