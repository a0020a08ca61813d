/** Tests on one page that stays open through the run: to open a view on it is far cheaper than to open a page. */

import { test as base } from '@playwright/test';
import { Experiments } from './experiments-page';
import { ExplainerPage } from './page';

const SIZE = { width: 1280, height: 720 };

/**
 * Tests that ask for `explainer` share a page; each opens the view that it is about. What is not part of a view (a
 * draft, a list shown whole, an undo) is as the tests before left it. `visitor` is a page that is opened anew, by who
 * has been here before; tests of a first visit, or of a network that fails, ask for `page`.
 */
export const test = base.extend<
  { explainer: ExplainerPage; experiments: Experiments; visitor: ExplainerPage },
  { openPage: ExplainerPage }
>({
  openPage: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({ acceptDownloads: true, ...(baseURL && { baseURL }) });
      await use(new ExplainerPage(await context.newPage()));
      await context.close();
    },
    { scope: 'worker' },
  ],
  explainer: async ({ openPage }, use) => {
    await openPage.page.setViewportSize(SIZE);
    await openPage.page.emulateMedia({ colorScheme: 'light' });
    await openPage.page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = false;
    });
    await use(openPage);
  },
  visitor: async ({ openPage }, use) => {
    const page = await openPage.page.context().newPage();
    await use(new ExplainerPage(page));
    await page.close();
  },
  experiments: async ({ explainer }, use) => use(new Experiments(explainer.page)),
});
