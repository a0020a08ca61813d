import { expect } from '@playwright/test';
import { test } from './open-page';
import { ExplainerPage, SENTENCE } from './page';

test('axe finds nothing, light or dark', async ({ explainer }) => {
  await explainer.open();
  await explainer.words.locator('summary').filter({ hasText: /table/i }).click();
  await explainer.isAccessible();
});

test('everything on the way is reached by keyboard alone', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.text.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(SENTENCE);
  await expect(explainer.piece('lifeless')).toBeVisible();
  await explainer.finished();
  const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const heat = explainer.words.locator('g.piece').first();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (await heat.evaluate(element => element.parentElement?.contains(document.activeElement) ?? false))
      break;
  }
  const first = await focusedLabel();
  await page.keyboard.press('ArrowRight');
  const second = await focusedLabel();
  expect(second).not.toBe(first);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/token=/);
  await expect(explainer.words.locator('g.piece[aria-pressed="true"]')).toHaveAttribute('aria-label', second);
});

test('the values stand in a table as well', async ({ explainer }) => {
  await explainer.open();
  await explainer.words.locator('summary').filter({ hasText: /table/i }).click();
  const rows = explainer.words.getByRole('row');
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  await expect(rows.filter({ hasText: 'clumsy' })).toContainText(/[+−]\d/);
});

for (const width of [360, 1280, 2560]) {
  test(`fits a window ${width} px wide`, async ({ explainer }) => {
    await explainer.page.setViewportSize({ width, height: 900 });
    await explainer.open();
    await explainer.fits();
  });
}

test('the theme can be chosen and is kept', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open();
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
