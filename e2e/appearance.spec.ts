/** How the page looks where it is shown otherwise: in larger type, on paper, in forced colours, in a narrow window. */

import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { ExplainerPage } from './page';

const LONG =
  'I would not say that it was not a wonderfully uneventful film in every single way that there is. ';

/** Height in CSS pixels of the box of a figure's first text. */
const typeOf = (figure: Locator) =>
  figure
    .locator('text')
    .first()
    .evaluate(text => text.getBoundingClientRect().height);

const styleOf = (element: Locator, property: string) =>
  element.first().evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property);

/** Figures that are wider than the boxes they stand in. */
const tooWide = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.figure, .grid-scroller, .neuron-scroller')]
      .filter(box => box.scrollWidth > box.clientWidth + 1)
      .map(box => `${box.className}: ${box.scrollWidth} in ${box.clientWidth}`),
  );

async function savedSvg(page: Page): Promise<string> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download layers' }).click();
  await page.getByRole('menuitem', { name: /SVG/ }).click();
  return readFile(await (await waiting).path(), 'utf8');
}

test('figures follow the size of type, saved ones do not; on paper all is light, whole and without controls', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const explainer = new ExplainerPage(page);
  await explainer.open();
  await explainer.insideFinished();

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(explainer.neurons).toContainText('Neurons 1 to 25 of 9,216.');
  await expect(explainer.neurons.locator('g.neuron')).toHaveCount(25);
  expect(await tooWide(page)).toEqual([]);
  const barName = explainer.words.locator('g.bar text.name').first();
  await expect(barName).toHaveAttribute('fill', '#1c1b19');
  expect(await styleOf(page.locator('body'), 'color')).toBe('rgb(28, 27, 25)');
  expect(await styleOf(page.locator('.class-best .class-bar'), 'print-color-adjust')).toBe('exact');
  await expect(explainer.words.getByTestId('completeness')).toBeVisible();
  for (const name of ['Share', 'Corpora', 'Download words'])
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden();
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await expect(barName).toHaveAttribute('fill', '#ece9e2');
  await expect(explainer.neuronList.getByRole('option').first()).toBeVisible();

  const figures = [explainer.words, explainer.layers, explainer.neuronList, explainer.carriers].map(panel =>
    panel.locator('svg').first(),
  );
  const before = await Promise.all(figures.map(typeOf));
  const saved = await savedSvg(page);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '24px';
  });
  for (const [i, figure] of figures.entries()) {
    await expect.poll(async () => (await typeOf(figure)) / (before[i] ?? 1)).toBeGreaterThan(1.4);
  }
  expect(await tooWide(page)).toEqual([]);
  expect(await savedSvg(page)).toBe(saved);
  // Rows are as much higher, and the last of them is still reached.
  await explainer.neuronList.focus();
  await page.keyboard.press('End');
  await expect(explainer.neuronList.getByRole('option').last()).toBeInViewport();
  await page.setViewportSize({ width: 360, height: 900 });
  await explainer.fits();
});

test('in a narrow window the grid says that it goes on, the text box holds its text, selects are alike', async ({
  page,
}) => {
  // A browser that does not know `field-sizing`.
  await page.addInitScript(() => {
    const supports = CSS.supports;
    Object.defineProperty(CSS, 'supports', {
      value: (...given: [string]) => given[0] !== 'field-sizing' && supports.apply(CSS, given),
    });
  });
  await page.setViewportSize({ width: 360, height: 900 });
  const explainer = new ExplainerPage(page);
  await explainer.open();
  await explainer.insideFinished();
  await expect(explainer.layers).toContainText('goes on sideways');
  const appearances = await page
    .locator('select')
    .evaluateAll(all => all.map(select => getComputedStyle(select).appearance));
  expect(new Set(appearances)).toEqual(new Set(['none']));

  await page.addStyleTag({ content: '.text-field { field-sizing: fixed !important }' });
  const hidden = () => explainer.text.evaluate(box => box.scrollHeight - box.clientHeight);
  const height = () => explainer.text.evaluate(box => box.clientHeight);
  await explainer.text.fill(LONG);
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  const long = await height();
  await page.setViewportSize({ width: 800, height: 900 });
  await expect.poll(height).toBeLessThan(long);
  expect(await hidden()).toBeLessThanOrEqual(0);
});

test('forced colours leave every mark to be seen', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open('#v=1&neuron=L1.ffn.1184');
  await explainer.insideFinished();
  const marks = {
    'bar of a class': page.locator('.class-bar'),
    'pressed class': page.locator('.class .pill[aria-pressed="true"]'),
    'chosen segment': page.locator('.switch-option input:checked + span'),
    'switch of the neuron': page.locator('.switch-item[aria-checked="true"]'),
    'track of the slider': page.locator('.slider-track'),
    'thumb of the slider': page.locator('.slider-thumb'),
    activation: page.locator('.fired-most'),
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    const ground = await styleOf(page.locator('body'), 'background-color');
    const ink = await styleOf(page.locator('body'), 'color');
    await expect(explainer.words.locator('g.bar text.name').first()).toHaveCSS('fill', ink);
    for (const [name, mark] of Object.entries(marks)) {
      await mark.first().waitFor();
      expect.soft(await styleOf(mark, 'background-color'), `${name}, ${colorScheme}`).not.toBe(ground);
    }
    expect(await styleOf(explainer.words.locator('.evidence'), 'outline-style')).toBe('none');
  }
});
