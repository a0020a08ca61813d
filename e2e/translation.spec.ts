import { expect, type Page, test } from '@playwright/test';
import { SENTENCE } from './page';

/** Every text that may be translated is put into `<font>` elements, as Chrome does it. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!parent || text.data.trim() === '' || parent.closest('[translate="no"], script, style, font'))
        continue;
      const outer = document.createElement('font');
      outer.appendChild(document.createElement('font')).textContent = 'translated';
      parent.replaceChild(outer, text);
    }
  });
}

/** What no translator may touch, and the sentences that the last change wrote anew. */
async function dataOf(page: Page): Promise<string[]> {
  const data = await page
    .locator('main [translate="no"]:not(textarea)')
    .evaluateAll(elements => elements.map(element => element.textContent ?? ''));
  return [await page.locator('#text').inputValue(), ...data];
}

/** Another text, another target, a neuron; `before` is done ahead of each. Gives the data after each. */
async function walk(page: Page, before: () => Promise<void>): Promise<string[][]> {
  await page.goto('about:blank');
  await page.goto('/');
  await expect(page).toHaveURL(/fp=/);
  await before();
  await page.locator('#text').fill(SENTENCE);
  await expect(page).toHaveURL(/lifeless.*fp=/);
  const seen = [await settled(page)];
  await before();
  await page.locator('.classes button').last().click();
  await expect(page).toHaveURL(/target=.*fp=/);
  seen.push(await settled(page));
  await before();
  await page.locator('.neuron-scroller [role="option"]').first().click();
  await expect(page.locator('[data-testid="neuron-sentence"]')).not.toBeEmpty();
  await expect(page.locator('.neuron-card .examples-list li').first()).toBeVisible();
  seen.push(await settled(page));
  return seen;
}

/** The data once they no longer change. */
async function settled(page: Page): Promise<string[]> {
  await expect(page.locator('.evidence.stale')).toHaveCount(0);
  let last: string[] = [];
  await expect
    .poll(async () => {
      const now = await dataOf(page);
      const isSame = JSON.stringify(now) === JSON.stringify(last);
      last = now;
      return isSame;
    })
    .toBe(true);
  return last;
}

test('a page that is being translated shows the same data as one left alone', async ({ page }) => {
  test.slow();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  const alone = await walk(page, async () => {});
  const sentence = await page.getByTestId('prediction-sentence').textContent();
  const notes = await page.locator('#text-notes').textContent();
  const translated = await walk(page, () => translate(page));
  expect(translated).toEqual(alone);
  // Both were written after the page was translated, and are drawn anew.
  await page.locator('#text').fill('Fine.');
  await expect(page).toHaveURL(/text=Fine.*fp=/);
  await translate(page);
  await page.locator('#text').fill(SENTENCE);
  await expect(page).toHaveURL(/lifeless.*fp=/);
  await expect(page.locator('#text-notes')).toHaveText(notes ?? '');
  await expect(page.getByTestId('prediction-sentence')).toHaveText(sentence ?? '');
  expect(errors).toEqual([]);
});
