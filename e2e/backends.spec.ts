import { expect, type Page, test } from '@playwright/test';
import { preview } from 'vite';
import { ExplainerPage } from './page';

const values = (labels: readonly string[]) =>
  labels.map(label => Number(/[+−]?\d+\.\d+/.exec(label)?.[0].replace('−', '-') ?? Number.NaN));

/** Few points of a short text: WebGL is drawn by the processor here. */
async function valuesOn(page: Page, backend: string): Promise<number[]> {
  const explainer = new ExplainerPage(page);
  await explainer.open(`#v=1&text=So+dull.&rule=gauss-legendre&steps=2&backend=${backend}`);
  return values(await explainer.pieces());
}

test('uses every core where the page is cross-origin isolated', async ({ page }) => {
  await new ExplainerPage(page).open('#v=1&backend=wasm');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const threads = Math.min(cores, 8);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(
    page.getByRole('banner').getByText(`wasm · ${threads} thread${threads === 1 ? '' : 's'}`),
  ).toBeVisible();
});

test('explains on one thread where the host sends no headers of isolation', async ({ page }) => {
  const host = await preview({ configFile: false, logLevel: 'silent', preview: { port: 0 } });
  try {
    await page.goto(`${host.resolvedUrls?.local[0]}#v=1&backend=wasm`);
    await new ExplainerPage(page).finished();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(page.getByRole('banner').getByText('wasm · 1 thread')).toBeVisible();
  } finally {
    await page.close();
    await host.close();
  }
});

test('WebGL agrees with wasm', async ({ page, context }) => {
  const wasm = await valuesOn(page, 'wasm');
  const drawing = await context.newPage();
  const webgl = await valuesOn(drawing, 'webgl');
  const badge = drawing.getByTestId('backend-badge');
  await badge.hover();
  const reason = (await drawing.getByRole('tooltip').textContent()) ?? '';
  test.skip(/Webgl did not start: it took over/.test(reason), reason);
  await expect(badge).toHaveText('webgl');
  expect(webgl).toHaveLength(wasm.length);
  wasm.forEach((value, i) => {
    // Shown with two decimals, so equal up to one unit in the last.
    expect(Math.abs((webgl[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.011);
  });
});

test('goes on explaining without a network, once loaded', async ({ page, context }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open();
  await context.setOffline(true);
  await explainer.explain('No network, no problem.');
  expect(await explainer.completeness()).toMatch(/^Complete/);
});

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('opens and explains without a network on a second visit', async ({ page, context }) => {
    const explainer = new ExplainerPage(page);
    await explainer.open();
    await expect
      .poll(() => page.evaluate(async () => (await caches.match(new URL('.', location.href))) !== undefined))
      .toBe(true);
    await context.setOffline(true);
    await page.reload();
    await explainer.finished();
    await explainer.explain('Still here, with no network at all.');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
});

test('a second visit takes the weights from the browser’s cache', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open();
  const requests: string[] = [];
  page.on('request', request => requests.push(request.url()));
  await page.reload();
  await explainer.finished();
  expect(requests.filter(url => url.endsWith('model.safetensors'))).toEqual([]);
});

test('a model that cannot be loaded gets one sentence, and another try', async ({ page }) => {
  await page.route('**/model.safetensors', route => route.fulfill({ status: 404, body: '' }));
  await page.goto('/');
  await expect(page.getByText(/model\.safetensors is missing/).first()).toBeVisible();
  await page.unroute('**/model.safetensors');
  await page.getByRole('button', { name: 'Try again' }).click();
  await new ExplainerPage(page).finished();
});

test('damaged weights are refused by their hash', async ({ page }) => {
  await page.route('**/model.safetensors', async route => {
    const body = Buffer.alloc(1000, 7);
    await route.fulfill({ status: 200, body, contentType: 'application/octet-stream' });
  });
  await page.goto('/');
  await expect(page.getByText(/model\.safetensors: sha256 is/).first()).toBeVisible();
});

test('a crashed worker is started again, and the page says so', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open();
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to fail');
    });
  });
  await expect(page.getByText(/started again/).first()).toBeVisible();
  await explainer.explain('Alive again, and well.');
});
