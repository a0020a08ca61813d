import { expect, type Page } from '@playwright/test';
import { test } from './open-page';
import { ExplainerPage, numberAfter, SENTENCE } from './page';

/** Feed-forward neuron that is most active where something is bad; the shipped index knows it well. */
const NEURON = 'L1.ffn.1184';

const card = (page: Page, address = NEURON) => page.getByRole('region', { name: `Neuron ${address}` });

/** Waits until the examples of a card are coloured. */
async function coloured(page: Page, address = NEURON) {
  await expect.poll(() => card(page, address).locator('.examples-list .fired').count()).toBeGreaterThan(10);
}

test('from a sentence to a word, a layer, a neuron and its examples; the link shows the same to others', async ({
  explainer,
  browser,
}) => {
  const { page } = explainer;
  await explainer.open(`#v=1&text=${encodeURIComponent(SENTENCE)}`);
  await explainer.insideFinished();
  await explainer.piece('dull').click();
  await explainer.cell('dull', 'L1.ffn').click();
  await explainer.neuronList.getByRole('option').first().click();
  const address = new URL(page.url()).hash.match(/neuron=([^&]+)/)?.[1] ?? '';
  expect(address).toMatch(/^L1\.ffn\.\d+$/);
  await coloured(page, address);
  await expect(card(page, address)).toContainText(/block 1, feed-forward · carries [+−]\d/);
  const examples = await card(page, address).locator('.example-text').allTextContents();
  expect(examples.length).toBeGreaterThan(5);
  const sentence = await page.getByTestId('neuron-sentence').textContent();

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  await coloured(other, address);
  expect(await card(other, address).locator('.example-text').allTextContents()).toEqual(examples);
  await expect(other.getByTestId('neuron-sentence')).toHaveText(sentence ?? '');
  await context.close();
});

test('activations computed now are those that the index has', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await coloured(page);
  const pairs = await card(page)
    .locator('.examples-list li')
    .evaluateAll(items =>
      items.map(item => [
        Number(item.querySelector('.example-value')?.textContent),
        Number(item.querySelector('.fired-most')?.getAttribute('title')?.split(' ').at(-1)),
      ]),
    );
  expect(pairs.length).toBeGreaterThan(4);
  for (const [listed = Number.NaN, live = Number.NaN] of pairs.slice(0, 5)) {
    expect(Math.abs(listed - live)).toBeLessThanOrEqual(0.01 * listed);
  }
});

test('the words that feed a neuron are shown, and add up to what it carries', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&text=${encodeURIComponent(SENTENCE)}&neuron=${NEURON}`);
  const sentence = page.getByTestId('neuron-feed');
  await expect(sentence).toHaveText(
    /^“dull” \([+−]\d\.\d\d\).* L1\.ffn\.1184, whose conductance here is [+−]\d\.\d\d\.\s*$/,
  );
  const [, dull = ''] = (await sentence.textContent())?.match(/^“dull” \((.+?)\)/) ?? [];
  await expect(card(page).getByTitle(`dull ${dull}`, { exact: true })).toBeVisible();
  const carried = numberAfter(
    'carries',
    await card(page)
      .getByText(/carries/)
      .textContent(),
  );
  expect(numberAfter('conductance here is', await sentence.textContent())).toBe(carried);

  await card(page).getByText('Table of values').click();
  const table = card(page).getByRole('table', { name: `What ${NEURON} gets from each word` });
  const written = await table.locator('td.number').allTextContents();
  expect(written.length).toBeGreaterThan(5);
  const sum = written.reduce((total, value) => total + Number(value.replace('−', '-')), 0);
  expect(Math.abs(sum - carried)).toBeLessThanOrEqual(0.005 * (written.length + 1));
});

test('arrow keys walk from neuron to neuron; one can be pinned beside another', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await coloured(page);
  await card(page).getByRole('button', { name: 'Pin' }).click();
  await card(page)
    .getByRole('button', { name: /^Next neuron/ })
    .focus();
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'L1.ffn.1185')).toBeVisible();
  await expect(card(page)).toBeVisible();
  await expect(page).toHaveURL(/neuron=L1\.ffn\.1185&pinned=L1\.ffn\.1184/);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.neuron-card')).toHaveCount(1);
  await page.getByRole('button', { name: `Close ${NEURON}` }).click();
  await page.getByRole('button', { name: `Close ${NEURON}` }).click();
  await expect(page.locator('.neuron-card')).toHaveCount(0);
});

test('without an index the page says so, and goes on explaining', async ({ page }) => {
  await page.route('**/neurons/**', route => route.fulfill({ status: 404, body: '' }));
  const explainer = new ExplainerPage(page);
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await explainer.insideFinished();
  await expect(card(page)).toContainText('There is no index of this model’s neurons here');
  await expect(card(page).locator('.fired').first()).toBeVisible();
});

test('without the corpus’s text the numbers are shown, and that the text is missing', async ({ page }) => {
  await page.route('**/corpus/**', route => route.fulfill({ status: 404, body: '' }));
  await page.goto(`/#v=1&neuron=${NEURON}`);
  await expect(card(page)).toContainText('The text of the Brown corpus is not here, only its numbers.');
  await expect(card(page).locator('.example-value').first()).toHaveText(/^\d\.\d\d$/);
});

test('a part of the index that cannot be read gets one sentence, and another try', async ({ page }) => {
  const part = '**/neurons/minilm-sst2/L1.ffn-4.bin';
  await page.route(part, route =>
    route.fulfill({ status: 200, body: 'oops', contentType: 'application/octet-stream' }),
  );
  await page.goto(`/#v=1&neuron=${NEURON}`);
  await expect(card(page)).toContainText('L1.ffn-4.bin: 4 bytes, expected a multiple of');
  await page.unroute(part);
  await card(page).getByRole('button', { name: 'Try again' }).click();
  await coloured(page);
});

test('axe finds nothing on a neuron’s page, light or dark, and a window 360 px wide is enough', async ({
  explainer,
}) => {
  const { page } = explainer;
  await explainer.open(`#v=1&site=L1.resid&token=2&neuron=${NEURON}`);
  await explainer.insideFinished();
  await coloured(page);
  await explainer.isAccessible();
  await page.setViewportSize({ width: 360, height: 800 });
  await explainer.fits();
});
