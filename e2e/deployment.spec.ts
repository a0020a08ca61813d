import { expect, type Page, test } from '@playwright/test';
import { type Host, openHost } from './host';
import { ExplainerPage } from './page';

const BUILT = /^\/assets\//;
const TEXT = 'Not yet in the address.';

let host: Host;
test.beforeEach(async () => {
  host = await openHost();
});
test.afterEach(async ({ page }) => {
  await page.close();
  await host.close();
});

const opener = (page: Page) => page.getByRole('button', { name: 'Corpora' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Corpora' });
const button = (page: Page, name: string) => page.locator('.notice-missing').getByRole('button', { name });

test('a part that a newer deployment no longer has is told of, and the page stays', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await page.goto(host.url);
  await expect(explainer.layers).toBeVisible();

  // Not the engine's: that is told of elsewhere.
  host.missing = /^\/assets\/corpora-/;
  await explainer.text.fill(TEXT);
  await opener(page).click();
  const notice = page.getByText(
    'Corpora could not be loaded: the connection is lost, or a newer version of this page was published. Loading the page again loses nothing.',
  );
  await expect(notice).toBeVisible();
  await expect(explainer.layers).toBeVisible();
  await expect(explainer.text).toHaveValue(TEXT);
  // WebKit never asks again for a file whose preload failed.
  await expect(page.locator('link[rel="modulepreload"][href*="/corpora"]')).toHaveCount(0);

  host.isAppShell = true;
  await button(page, 'Try again').click();
  await expect(page.getByText(/although its host answers: load the page again\./)).toBeVisible();
  host.isDown = true;
  await button(page, 'Load the page again').click();
  await expect(page.getByText(/^Corpora could not be loaded: the page’s host does not answer/)).toBeVisible();
  host.isDown = false;
  await expect(explainer.text).toHaveValue(TEXT);
  await button(page, 'Dismiss').click();
  await expect(page.getByText(/^Corpora could not be loaded/)).toHaveCount(0);

  host.missing = null;
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page)).toHaveCSS('position', 'fixed');
});

test('loading the page again after a failed part keeps what was just typed', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  host.missing = /^\/assets\/(?:inside|experiment-connection)-/;
  await page.goto(host.url);
  const notice = page.getByText(/could not be loaded: .* loses nothing\.$/);
  await expect(notice).toContainText(/the inside of the model/i);
  await expect(notice).toContainText(/experiments/i);
  await page.setViewportSize({ width: 360, height: 740 });
  await explainer.fits();
  host.missing = null;
  await page.evaluate(text => {
    const box = document.querySelector('textarea');
    if (!box) throw new Error('no text box');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(box, text);
    box.dispatchEvent(new Event('input', { bubbles: true }));
    const again = [...document.querySelectorAll<HTMLElement>('.notice-missing button')].find(
      each => each.textContent === 'Load the page again',
    );
    again?.click();
  }, TEXT);
  await expect(explainer.layers).toBeVisible();
  await expect(explainer.text).toHaveValue(TEXT);
});

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the first visit goes on with all of its files when the host has them no longer', async ({ page }) => {
    await page.goto(host.url);
    await expect
      .poll(() =>
        page.evaluate(
          async () =>
            navigator.serviceWorker.controller !== null &&
            (await caches.match(new URL('.', location.href))) !== undefined,
        ),
      )
      .toBe(true);
    for (const isAppShell of [false, true]) {
      Object.assign(host, { missing: BUILT, isAppShell });
      const lost = await page.evaluate(async () => {
        const names: string[] = await (await fetch('assets.json')).json();
        const types = await Promise.all(
          names.map(async name => {
            const { ok, headers } = await fetch(name);
            return ok && !headers.get('content-type')?.includes('html') ? [] : [name];
          }),
        );
        return types.flat();
      });
      expect(lost).toEqual([]);
    }
    expect(host.refusals).toBeGreaterThan(0);
    await opener(page).click();
    await expect(dialog(page)).toBeVisible();
  });
});
