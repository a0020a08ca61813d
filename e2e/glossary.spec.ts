import { expect, test } from '@playwright/test';
import { termNames } from '../src/panels/glossary';
import { ExplainerPage } from './page';

test.use({ hasTouch: true });

test('every term of the glossary is on the page, and explains itself on hover, focus and tap', async ({
  page,
}) => {
  test.slow();
  const explainer = new ExplainerPage(page);
  await page.goto('/#v=1&text=so%20dull&neuron=L1.ffn.1184&site=L1.ffn&try=ablation');
  await expect(explainer.words.getByTestId('completeness')).toBeVisible();
  await explainer.insideFinished();
  await expect(page.getByRole('button', { name: 'Moves with' })).toBeVisible();

  const found = new Set<string>();
  const collect = async () => {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    await expect(page.locator('.completeness .term').first()).toBeVisible();
    for (const name of await page
      .locator('.term')
      .evaluateAll(terms => terms.map(term => term.getAttribute('data-term'))))
      if (name) found.add(name);
  };
  await expect(page.getByRole('table', { name: /^How many of the first neurons/ })).toBeHidden();
  await collect();
  await expect(page.getByRole('table', { name: /^How many of the first neurons/ })).toBeVisible();
  await collect();

  await test.step('the term under the pointer is explained until the pointer leaves', async () => {
    await explainer.layers.getByRole('button', { name: 'delta', exact: true }).hover();
    const card = page.getByRole('tooltip');
    await expect(card).toContainText('By how much the parts miss the whole');
    await expect(card).toContainText('Captum');
    await page.mouse.move(2, 2);
    await expect(card).toHaveCount(0);
  });

  await test.step('a section has one stop of the tab order for its terms; arrow keys walk them', async () => {
    const stops = explainer.layers.locator('.term[tabindex="0"]');
    await expect(stops).toHaveCount(1);
    await expect(stops).toHaveText('Conductance');
    await stops.focus();
    await page.keyboard.press('ArrowRight');
    await expect(explainer.layers.getByRole('button', { name: 'neurons', exact: true })).toBeFocused();
    await expect(page.getByRole('tooltip')).toContainText('One number of a site');
    await expect(stops).toHaveText('neurons');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tooltip')).toHaveCount(0);
  });

  await test.step('a tap keeps it open, a second closes it', async () => {
    const term = explainer.layers.getByRole('button', { name: 'full cuts' });
    await term.tap();
    await expect(page.getByRole('tooltip')).toContainText('all of the computation passes');
    await term.tap();
    await expect(page.getByRole('tooltip')).toHaveCount(0);
  });

  await test.step('a screen reader is told what each means', async () => {
    const undescribed = await page.locator('.term').evaluateAll(
      terms =>
        terms.filter(term => {
          const id = term.getAttribute('aria-describedby') ?? '';
          return (document.getElementById(id)?.textContent ?? '') === '';
        }).length,
    );
    expect(undescribed).toBe(0);
  });

  for (const method of ['input-x-gradient', 'saliency']) {
    await page.getByLabel('Method').selectOption(method);
    await explainer.insideFinished();
    await collect();
  }
  await page.getByLabel('Method').selectOption('integrated-gradients');
  await page.getByLabel('Rank by').selectOption('layer-integrated-gradients');
  await expect(
    explainer.neurons.getByRole('button', { name: 'layer integrated gradients' }).first(),
  ).toBeVisible();
  await collect();
  expect(termNames().filter(name => !found.has(name))).toEqual([]);
});
