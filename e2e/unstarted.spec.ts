import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, expect, type FrameLocator, type Page, test } from '@playwright/test';

const NEEDS = 'needs a server that the page comes from (npm start prints its address';

async function expectSaidIn(page: Page | FrameLocator): Promise<void> {
  await expect(page.locator('.unstarted')).toContainText(NEEDS);
  await expect(page.locator('.unstarted')).toBeVisible();
}

async function pageWithout(context: BrowserContext, file: string): Promise<Page> {
  const page = await context.newPage();
  await page.route(file, route => route.abort());
  await page.goto('/');
  return page;
}

test('opened from disk, the page says what it needs', async ({ page }) => {
  await page.goto(pathToFileURL(resolve('dist/index.html')).href);
  await expectSaidIn(page);
});

test('in a frame whose sandbox withholds its origin, and where scripts do not come, it says so, too', async ({
  page,
  context,
}) => {
  await page.route('**/outer.html', route =>
    route.fulfill({
      contentType: 'text/html',
      body: '<iframe title="with scripts" sandbox="allow-scripts" src="/"></iframe><iframe title="bare" sandbox src="/"></iframe>',
    }),
  );
  await page.goto('/outer.html');
  for (const title of ['with scripts', 'bare']) {
    await expectSaidIn(page.frameLocator(`iframe[title="${title}"]`));
  }
  // That scripts are switched off is said where they are, and only there.
  const noScripts = (title: string) => page.frameLocator(`iframe[title="${title}"]`).locator('noscript');
  await expect(noScripts('bare')).toBeVisible();
  await expect(noScripts('with scripts')).toBeHidden();
  for (const file of ['**/assets/index-*.js', '**/assets/body-*.js']) {
    await expectSaidIn(await pageWithout(context, file));
  }
});

test('without JavaScript it says so, too, in light words where it is dark', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto('/');
  await expectSaidIn(page);
  await expect(page.locator('.unstarted')).toHaveCSS('color', /^rgb\(2\d\d, 2\d\d, 2\d\d\)$/);
  const { width } = (await page.locator('.unstarted').boundingBox()) ?? { width: Number.NaN };
  expect(width).toBeLessThanOrEqual(360);
  await context.close();
});

test('where the page starts, nothing of it is left', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Text to explain' })).toBeVisible();
  await expect(page.getByText('Finegrain has not started yet.')).toHaveCount(0);
});
