import { expect } from '@playwright/test';
import { test } from './open-page';
import { type ExplainerPage, numberAfter } from './page';

test('a cell, a row and a column are selected by a click, and given up by another', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  const sentence = explainer.layers.getByTestId('layers-sentence');
  await expect(sentence).toContainText('[CLS]');

  await explainer.cell('clumsy', 'L1.resid').click();
  await expect(page).toHaveURL(/site=L1\.resid/);
  await expect(page).toHaveURL(/token=2/);
  await expect(sentence).toContainText('“clumsy” is worth');
  await expect(explainer.neurons.getByTestId('neurons-sentence')).toContainText('neurons of L1.resid');
  await expect(explainer.piece('clumsy')).toHaveAttribute('aria-pressed', 'true');

  await explainer.cell('clumsy', 'L1.resid').click();
  await expect(page).not.toHaveURL(/site=|token=/);

  await explainer.layers.getByRole('button', { name: 'L3.ffn, sum' }).click();
  await expect(page).toHaveURL(/site=L3\.ffn/);
  await expect(page).not.toHaveURL(/token=/);
  await explainer.layers.getByRole('button', { name: '“moving”', exact: true }).click();
  await expect(page).toHaveURL(/token=/);
  await expect(page).not.toHaveURL(/site=/);
  await expect(sentence).toContainText('“moving” is worth');
});

test('rows of full cuts add up to the score, within the tolerance', async ({ explainer }) => {
  await explainer.open();
  await explainer.insideFinished();
  const labels = await explainer.layers
    .getByRole('button', { name: /^(emb|L\d\.resid), sum/ })
    .evaluateAll(rows => rows.map(row => row.getAttribute('aria-label') ?? ''));
  expect(labels).toHaveLength(7);
  expect(new Set(labels.map(label => /sum (\S+),/.exec(label)?.[1])).size).toBe(1);
  for (const label of labels) expect(label).toMatch(/delta/);
});

test('attention rows come on demand and stay in the address', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  await expect(explainer.layers.getByRole('button', { name: /^L0\.attn/ })).toHaveCount(0);
  await explainer.layers.getByLabel('Attention rows').check();
  await expect(explainer.layers.getByRole('button', { name: /^L0\.attn/ })).toBeVisible();
  await expect(page).toHaveURL(/rows=all/);
});

test('the grid is walked and operated by keyboard alone', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await explainer.layers.locator('g.site').first().focus();
  await page.keyboard.press('ArrowDown');
  expect(await label()).toMatch(/^L5\.ffn, sum/);
  await page.keyboard.press('Tab');
  expect(await label()).toMatch(/^\[CLS\] at L5\.resid/);
  await page.keyboard.press('End');
  expect(await label()).toMatch(/^\[SEP\] at L5\.resid/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await label()).toMatch(/^“clumsy” at L5\.ffn/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/site=L5\.ffn/);
  expect(await label()).toMatch(/^“clumsy” at L5\.ffn/);
});

test('a method without a path shows gradient × activation, without sums to add up to', async ({
  explainer,
}) => {
  await explainer.open('#v=1&method=saliency');
  await explainer.insideFinished();
  await expect(explainer.layers.getByTestId('layers-sentence')).toContainText('nothing in particular');
  await expect(explainer.layers).toContainText('Gradient × activation summed over the neurons');
  await expect(explainer.layers.getByRole('button', { name: /delta/ })).toHaveCount(0);
  await expect(explainer.carriers).toContainText('methods that add up to the score');
});

test('a long text scrolls in a box of its own and brings a selected word into view', async ({
  explainer,
}) => {
  const { page } = explainer;
  await page.setViewportSize({ width: 360, height: 800 });
  await explainer.open('#v=1&token=15');
  await explainer.insideFinished();
  await explainer.fits();
  const scroller = explainer.layers.locator('.grid-scroller');
  await expect.poll(() => scroller.evaluate(box => box.scrollWidth - box.clientWidth)).toBeGreaterThan(0);
  await expect.poll(() => scroller.evaluate(box => box.scrollLeft)).toBeGreaterThan(0);
});

test('axe finds nothing in a page with a selected cell and neuron, light or dark', async ({ explainer }) => {
  await explainer.open('#v=1&token=2&site=L1.ffn&neuron=L1.ffn.1184&rows=all');
  await explainer.insideFinished();
  await explainer.neurons.getByText('Agreement with other rankings').click();
  await explainer.isAccessible();
});

test('a long text scrolls between the names and the sums, and the page does not', async ({ explainer }) => {
  const { page } = explainer;
  const text = 'A long and winding road. '.repeat(20); // 122 tokens
  await explainer.open(`#v=1&method=saliency&text=${encodeURIComponent(text)}`);
  await explainer.insideFinished();
  const scroller = explainer.layers.locator('.grid-scroller');
  const first = explainer.layers.getByRole('button', { name: /^\[CLS\] at L1\.resid/ });
  const last = explainer.layers.getByRole('button', { name: /^\[SEP\] at L1\.resid/ });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect
      .poll(() => scroller.evaluate(box => box.scrollWidth - 2 * box.clientWidth))
      .toBeGreaterThan(0);
    await first.focus();
    await page.keyboard.press('End');
    await expect(last).toBeFocused();
    await expect(last).toBeInViewport();
    await expect(explainer.layers.getByRole('button', { name: /^L1\.resid, sum/ })).toBeInViewport();
    await explainer.fits();
  }
});

test.describe('on one page that stays open', () => {
  let explainer: ExplainerPage;

  test.beforeEach(({ explainer: open }) => {
    explainer = open;
  });

  test('the neurons listed for a cell add up to it', async () => {
    await explainer.open('#v=1&kind=all');
    const cell = explainer.cell('overlong', 'L1.resid');
    await cell.click();
    await expect(cell).toHaveAttribute('aria-pressed', 'true');
    const sentence = explainer.neurons.getByTestId('neurons-sentence');
    await expect(sentence).toContainText(/neurons of L1\.resid .*“overlong”/);
    const value = numberAfter('L1.resid,', await cell.getAttribute('aria-label'));
    const sum = numberAfter('together', await explainer.neurons.locator('.fine-print').textContent());
    expect(Math.abs(value)).toBeGreaterThan(0.01);
    expect(Math.abs(sum - value)).toBeLessThan(0.011); // both are shown with two decimals
  });

  test('a row lists the neurons of its site, a column those that act at its word', async () => {
    await explainer.open('#v=1&sign=both');
    const sentence = explainer.neurons.getByTestId('neurons-sentence');
    const chips = explainer.neurons.getByRole('button', { name: /give up$/ });
    await explainer.layers.getByRole('button', { name: /^L3\.ffn, sum/ }).click();
    await expect(sentence).toContainText('neurons of L3.ffn');
    await expect(chips).toHaveText([/L3\.ffn/]);
    for (const row of await explainer.neuronRows()) expect(row).toMatch(/^L3\.ffn\./);

    await explainer.layers.getByRole('button', { name: '“moving”', exact: true }).click();
    await expect(sentence).toContainText(/feed-forward neurons .*“moving”/);
    await expect(chips).toHaveText([/moving/]);
    const sites = (await explainer.neuronRows()).map(row => row.slice(0, row.lastIndexOf('.')));
    expect(new Set(sites).size).toBeGreaterThan(1);
  });

  test('no cell that the keys lead to is cut at the edge of what scrolls', async () => {
    const { page } = explainer;
    const size = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 360, height: 800 });
    await explainer.open('#v=1&rows=all');
    const scroller = explainer.layers.locator('.grid-scroller');
    await expect.poll(() => scroller.evaluate(box => box.scrollWidth - box.clientWidth)).toBeGreaterThan(20);
    await explainer.layers.getByRole('button', { name: /^\[CLS\] at L1\.resid/ }).focus();
    /** Pixels of the focused cell that are out of view on either side; borders may be rounded. */
    const cut = () =>
      scroller.evaluate(box => {
        const [cell, edge] = [document.activeElement?.getBoundingClientRect(), box.getBoundingClientRect()];
        return cell ? Math.round(Math.max(edge.left - cell.left, cell.right - edge.right)) : null;
      });
    for (const key of ['ArrowRight', 'ArrowLeft']) {
      for (let step = 0; step < 16; step++) {
        await page.keyboard.press(key);
        await expect.poll(cut).toBeLessThanOrEqual(1);
      }
    }
    await page.setViewportSize(size);
  });

  test('each full cut sums to the score, and misses it by no more than its delta says', async () => {
    await explainer.open('#v=1&rows=all');
    const score = numberAfter('F(baseline)', await explainer.completeness());
    const [header, ...rows] = await explainer.savedRows('layers');
    expect(header?.slice(5)).toEqual(['conductance', 'row_total', 'row_delta']);
    const sites = [...new Set(rows.map(([site]) => site))];
    expect(sites).toHaveLength(1 + 3 * 6);
    for (const site of sites) {
      const cells = rows.filter(row => row[0] === site);
      const [, fullCut, , , , , total = '', delta = ''] = cells[0] ?? [];
      const sum = cells.reduce((all, cell) => all + Number(cell[5]), 0);
      expect(sum, site).toBeCloseTo(Number(total), 4);
      expect(fullCut, site).toBe(String(/^emb$|resid$/.test(site ?? '')));
      if (fullCut === 'false') expect(delta, site).toBe('');
      else {
        expect(Number(total) - Number(delta), site).toBeCloseTo(score, 2);
        expect(Math.abs(Number(delta)), site).toBeLessThan(0.005 * Math.abs(score));
      }
    }
  });
});
