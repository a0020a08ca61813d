import { expect } from '@playwright/test';
import { test } from './open-page';
import { SENTENCE } from './page';

test('pasting a sentence shows the prediction, the words that made it, and that they add up', async ({
  explainer,
}) => {
  await explainer.open();
  await explainer.explain(SENTENCE);
  await expect(explainer.prediction.getByRole('button', { name: /negative/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(await explainer.completeness()).toMatch(
    /^Complete\. Σ attributions −?[\d.]+ = F\(x\) − F\(baseline\) −?[\d.]+, error [\d.]+ %, \d+ evaluations/,
  );
  const pieces = await explainer.pieces();
  expect(pieces.some(label => /^“lifeless”, \+\d/.test(label))).toBe(true);
});

test('clicking a class makes it the target, and the words turn their sign', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.explain(SENTENCE);
  const before = await explainer.pieces();
  await explainer.prediction.getByRole('button', { name: /positive/ }).click();
  await expect(page).toHaveURL(/target=logit/);
  await expect.poll(() => explainer.piece('lifeless').getAttribute('aria-label')).toMatch(/, −\d/);
  await explainer.finished();
  expect(before.find(label => label.startsWith('“lifeless”'))).toMatch(/, \+\d/);
});

test('typing fast leaves only the last text’s result', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.text.fill('');
  await explainer.text.pressSequentially('A wonderful film. No, a terrible one.', { delay: 25 });
  await expect(explainer.piece('terrible')).toBeVisible();
  await explainer.finished();
  const words = (await explainer.pieces()).map(label => /“(.*)”/.exec(label)?.[1]);
  expect(words).toEqual([
    '[CLS]',
    'A',
    'wonderful',
    'film',
    '.',
    'No',
    ',',
    'a',
    'terrible',
    'one',
    '.',
    '[SEP]',
  ]);
  await expect(page).toHaveURL(/terrible/);
});

test('words and tokens are two views of the same values', async ({ explainer }) => {
  await explainer.open();
  await explainer.explain('An overlong tale.');
  const words = await explainer.pieces();
  await explainer.words.getByRole('radio', { name: 'Tokens' }).check();
  await expect.poll(async () => (await explainer.pieces()).length).toBeGreaterThan(words.length);
  expect((await explainer.pieces()).some(label => label.startsWith('“long”'))).toBe(true);
});

test('method, baseline and rule change what is computed and say so', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.words.getByLabel('Rule').selectOption('gauss-legendre');
  await explainer.words.getByRole('spinbutton', { name: 'Steps' }).fill('20');
  await page.keyboard.press('Enter');
  await expect.poll(() => explainer.completeness()).toContain('20 evaluations');
  await explainer.words.getByLabel('Baseline').selectOption('mask');
  await expect(page).toHaveURL(/baseline=mask/);
  await explainer.finished();
  await explainer.words.getByLabel('Method').selectOption('saliency');
  await expect(explainer.words.getByText(/has no completeness/)).toBeVisible();
});

test('an empty text is an invitation, not an error', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.text.fill('');
  await expect(explainer.words.locator('g.piece')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
