import { expect } from '@playwright/test';
import { test } from './open-page';
import { ExplainerPage, SENTENCE } from './page';

test('a permalink opened in a fresh profile shows the same prediction, values and settings', async ({
  explainer,
  browser,
}) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.explain(SENTENCE);
  await explainer.words.getByLabel('Baseline').selectOption('mask');
  await expect(page).toHaveURL(/baseline=mask/);
  await explainer.finished();
  await expect(page).toHaveURL(/fp=/);
  const [pieces, prediction] = [await explainer.pieces(), await explainer.prediction.textContent()];

  const context = await browser.newContext();
  const other = new ExplainerPage(await context.newPage());
  await other.page.goto(page.url());
  await other.finished();
  await expect.poll(() => other.pieces()).toEqual(pieces);
  expect(await other.prediction.textContent()).toBe(prediction);
  await expect(other.words.getByLabel('Baseline')).toHaveValue('mask');
  await expect(other.page.getByText(/This result differs/)).toHaveCount(0);
  await context.close();
});

test('an altered fingerprint is reported', async ({ explainer, browser }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.explain(SENTENCE);
  await expect(page).toHaveURL(/fp=negative/);
  const altered = page.url().replace('fp=negative', 'fp=positive');
  const context = await browser.newContext();
  const other = new ExplainerPage(await context.newPage());
  await other.page.goto(altered);
  await other.finished();
  await expect(other.page.getByText(/link/i).filter({ hasText: /positive/ })).toBeVisible();
  await context.close();
});

test('back and forward walk the choices', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.words.getByLabel('Baseline').selectOption('zero');
  await expect(page).toHaveURL(/baseline=zero/);
  await explainer.finished();
  await explainer.words.getByLabel('Method').selectOption('input-x-gradient');
  await expect(page).toHaveURL(/method=input-x-gradient/);
  await page.goBack();
  await expect(explainer.words.getByLabel('Method')).toHaveValue('integrated-gradients');
  await explainer.finished();
  await page.goBack();
  await expect(explainer.words.getByLabel('Baseline')).toHaveValue('pad');
  await page.goForward();
  await expect(explainer.words.getByLabel('Baseline')).toHaveValue('zero');
  await explainer.finished();
});

test('the share button copies the address', async ({ explainer }) => {
  const { page } = explainer;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await explainer.open();
  await explainer.explain(SENTENCE);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText(/copied/i).first()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('lifeless');
  expect(copied).toContain('fp=negative');
});

const DAMAGED = [
  '/#v=1&amp;text=so+dull&amp;baseline=mask',
  '/#v%3D1%26text%3Dso%2520dull%26baseline%3Dmask',
  '/#v%253D1%2526text%253Dso%252520dull%2526baseline%253Dmask',
  '/#v=1&text=so%20dull&baseline=mask).',
];

test('links are understood whatever was done to them, and the address keeps any text', async ({ page }) => {
  const { text, words } = new ExplainerPage(page);
  // A static host without the fallback of the preview server answers such an address itself.
  await page.goto('/%23v=1&text=so%20dull&baseline=mask');
  await expect(text).toHaveValue('so dull');
  await expect(words.getByLabel('Baseline')).toHaveValue('mask');
  await expect(page.getByRole('status').filter({ hasText: 'had been lost' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  for (const address of DAMAGED) {
    await text.fill('another');
    await page.goto('about:blank');
    await page.goto(address);
    await expect(text).toHaveValue('so dull');
    await expect(words.getByLabel('Baseline')).toHaveValue('mask');
  }
  const awkward = 'So dull :~: and then “lovely”, isn’t it? 100%20 *_~`😀';
  await text.fill(awkward);
  await expect(page).toHaveURL(/lovely.*baseline=mask/);
  await page.reload();
  await expect(text).toHaveValue(awkward);
  await expect(words.getByLabel('Baseline')).toHaveValue('mask');
  await page.goto('about:blank');
  await page.goto('/#hello');
  await expect(page.getByRole('status').filter({ hasText: '“#hello”' })).toBeVisible();
});

const hostile: [string, string][] = [
  ['markup', '#v=1&text=<img src=x onerror=alert(1)><script>alert(2)</script>'],
  ['broken escapes', '#v=1&text=%E0%A4%A&target=%'],
  ['bad values', '#v=1&text=Fine.&steps=-3&rule=magic&method=none&baseline=7&token=abc&backend=quantum'],
  ['a target of another model', '#v=1&text=Fine.&target=logit:entailment'],
  ['another version', '#v=99&text=Fine.'],
  ['a megabyte', `#v=1&method=saliency&text=${'spam '.repeat(200_000)}`],
];

for (const [name, fragment] of hostile) {
  test(`a hostile permalink opens with a notice, never a blank page: ${name}`, async ({ visitor }) => {
    const { page, text } = visitor;
    let dialogs = 0;
    page.on('dialog', dialog => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await visitor.open(fragment);
    await expect(text).toBeVisible();
    expect(dialogs).toBe(0);
    await expect(page.locator('main img, main script')).toHaveCount(0);
    if (!['markup', 'a megabyte'].includes(name)) {
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: /link|address|expected/i })
          .first(),
      ).toBeVisible();
    }
  });
}
