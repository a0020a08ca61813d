import { expect } from '@playwright/test';
import { test } from './open-page';
import { ExplainerPage, numberAfter } from './page';

test('the list follows the selected cell, the ranking, the sign and the kind of site', async ({
  explainer,
}) => {
  await explainer.open();
  await explainer.insideFinished();
  const all = await explainer.neuronRows();
  expect(all.length).toBeGreaterThan(10);
  for (const row of all) expect(row).toMatch(/^L\d\.ffn\.\d+, conductance [+−]\d/);

  await explainer.cell('clumsy', 'L1.resid').click();
  await expect.poll(() => explainer.neuronRows()).not.toEqual(all);
  for (const row of await explainer.neuronRows()) expect(row).toMatch(/^L1\.resid\./);
  await explainer.neurons.getByRole('button', { name: 'For L1.resid: give up' }).click();
  await explainer.neurons.getByRole('button', { name: 'For “clumsy”: give up' }).click();
  await expect.poll(() => explainer.neuronRows()).toEqual(all);

  await explainer.neurons.getByLabel('Rank by').selectOption('activation');
  await expect
    .poll(async () => (await explainer.neuronRows())[0])
    .toMatch(/, activation [+−]\d.*, activation/);
  await explainer.neurons.getByLabel('Rank by').selectOption('conductance');
  await explainer.neurons.getByLabel('Sign').selectOption('away');
  await expect
    .poll(async () => (await explainer.neuronRows()).every(row => /conductance −/.test(row)))
    .toBe(true);
  await explainer.neurons.getByLabel('Sign').selectOption('both');
  await explainer.neurons.getByLabel('Sites').selectOption('emb');
  await expect.poll(async () => (await explainer.neuronRows()).every(row => /^emb\.\d/.test(row))).toBe(true);
});

test('an address is found wherever it stands', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  await explainer.neurons.getByLabel('Find').fill('L3.resid.81');
  await expect.poll(async () => (await explainer.neuronRows()).length).toBe(1);
  expect((await explainer.neuronRows())[0]).toMatch(/^L3\.resid\.81,/);
  await expect(page).toHaveURL(/find=L3\.resid\.8/);
  await explainer.neurons.getByLabel('Find').fill('no such');
  await expect(explainer.neurons.getByTestId('neurons-sentence')).toHaveText('No address matches “no such”.');
  await explainer.neurons.getByLabel('Find').fill('');
  await expect.poll(async () => (await explainer.neuronRows()).length).toBeGreaterThan(10);
});

test('arrow keys walk all 14,000 neurons, and only those in view are drawn', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open('#v=1&kind=all');
  await explainer.insideFinished();
  const list = explainer.neuronList;
  const active = async () => {
    const id = await list.getAttribute('aria-activedescendant');
    return page.locator(`[id="${id}"]`);
  };
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(await active()).toHaveAttribute('aria-posinset', '3');
  await page.keyboard.press('End');
  const size = await (await active()).getAttribute('aria-setsize');
  expect(Number(size)).toBeGreaterThan(14_000);
  await expect(await active()).toHaveAttribute('aria-posinset', size ?? '');
  await expect(await active()).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/neuron=/);
  await expect(await active()).toHaveAttribute('aria-selected', 'true');
  await expect(list).toBeFocused();
  expect(await explainer.neuronList.getByRole('option').count()).toBeLessThan(60);
});

test('a permalink brings selection and list back in a fresh profile', async ({ page, browser }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open();
  await explainer.insideFinished();
  await explainer.cell('overlong', 'L2.ffn').click();
  await explainer.neurons.getByLabel('Rank by').selectOption('gradient-x-activation');
  await explainer.neurons.getByLabel('Sign').selectOption('away');
  await explainer.neuronList.getByRole('option').nth(4).click();
  await expect(page).toHaveURL(/neuron=L2\.ffn\.\d+/);
  await expect(page).toHaveURL(/fp=/);
  const rows = await explainer.neuronRows();

  const context = await browser.newContext();
  const other = new ExplainerPage(await context.newPage());
  await other.page.goto(page.url());
  await other.insideFinished();
  // What the rows fire on comes from the index, after them.
  await expect.poll(() => other.neuronRows()).toEqual(rows);
  await expect(other.cell('overlong', 'L2.ffn')).toHaveAttribute('aria-pressed', 'true');
  await expect(other.neurons.locator('[role="option"][aria-selected="true"]')).toHaveCount(1);
  await expect(other.page.getByRole('status').filter({ hasText: /expected/ })).toHaveCount(0);
  await context.close();
});

test('a site or a neuron that the model lacks is put back with a notice', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open('#v=1&site=L9.ffn&neuron=L3.ffn.99999');
  await explainer.insideFinished();
  const notices = page.getByRole('status').filter({ hasText: /expected/ });
  await expect(notices.first()).toContainText('L9.ffn');
  await expect(page.getByText('“neuron” was “L3.ffn.99999”')).toBeVisible();
  await expect(page).not.toHaveURL(/site=|neuron=/);
});

test('how few neurons it takes stands in a table, and rankings are compared', async ({ explainer }) => {
  await explainer.open();
  await explainer.insideFinished();
  await expect(explainer.carriers.getByTestId('carriers-sentence')).toContainText(
    /^Half of the (score|drop)/,
  );
  await expect(explainer.carriers.getByRole('row')).toHaveCount(1 + 7 + 1);
  await explainer.neurons.getByText('Agreement with other rankings').click();
  const row = explainer.neurons.getByRole('row').filter({ hasText: 'gradient × activation' });
  await expect(row.getByRole('cell')).toHaveCount(3);
  for (const cell of await row.getByRole('cell').all())
    expect(Number(await cell.textContent())).toBeGreaterThan(0);
});

test.describe('on one page that stays open', () => {
  let explainer: ExplainerPage;

  test.beforeEach(({ explainer: open }) => {
    explainer = open;
  });

  /** Sizes of the values in view, from the top. */
  const sizes = async (method: string) =>
    (await explainer.neuronRows()).map(row => Math.abs(numberAfter(method, row)));
  const descending = (values: readonly number[]) => values.toSorted((a, b) => b - a);
  const addresses = async () => (await explainer.neuronRows()).map(row => row.split(',')[0]);
  const finePrint = () => explainer.neurons.locator('.fine-print').textContent();
  /** "9,216 neurons, +67.11 and …" */
  const listed = async () => Number(/^[\d,]+/.exec((await finePrint()) ?? '')?.[0].replace(',', ''));

  test('the list is ranked by the size of the conductance, whatever its sign', async () => {
    await explainer.open('#v=1&rank=conductance');
    await expect.poll(async () => (await explainer.neuronRows())[0]).toMatch(/, conductance /);
    const values = await sizes('conductance');
    expect(values.length).toBeGreaterThan(10);
    expect(values).toEqual(descending(values));
    const rows = (await explainer.neuronRows()).join();
    expect(rows).toMatch(/conductance \+/);
    expect(rows).toMatch(/conductance −/);
  });

  test('another ranking changes the order and the link, and going back undoes both', async () => {
    const { page } = explainer;
    await explainer.open('#v=1&kind=ffn');
    await expect.poll(async () => (await explainer.neuronRows())[0]).toMatch(/ffn.*, conductance /);
    const before = await addresses();
    await explainer.neurons.getByLabel('Rank by').selectOption('internal-influence');
    await expect(page).toHaveURL(/rank=internal-influence/);
    await expect.poll(async () => (await explainer.neuronRows())[0]).toMatch(/, internal influence /);
    expect(await addresses()).not.toEqual(before);
    const values = await sizes('internal influence');
    expect(values).toEqual(descending(values));
    await page.goBack();
    await expect.poll(addresses).toEqual(before);
    await expect(page).not.toHaveURL(/rank=/);
  });

  test('the signs part the neurons between them, and stand in the link', async () => {
    await explainer.open('#v=1&site=L2.resid');
    await expect.poll(listed).toBe(384);
    await explainer.neurons.getByLabel('Sign').selectOption('towards');
    await expect(explainer.page).toHaveURL(/sign=towards/);
    await expect.poll(listed).toBeLessThan(384);
    const towards = await listed();
    for (const row of await explainer.neuronRows()) expect(row).toMatch(/conductance \+/);
    await explainer.neurons.getByLabel('Sign').selectOption('away');
    await expect(explainer.page).toHaveURL(/sign=away/);
    await expect.poll(listed).toBe(384 - towards);
    for (const row of await explainer.neuronRows()) expect(row).toMatch(/conductance −/);
  });

  test('an address is found though another site is selected', async () => {
    await explainer.open('#v=1&site=L5.resid');
    await expect.poll(async () => (await addresses())[0]).toMatch(/^L5\.resid\./);
    await explainer.neurons.getByLabel('Find').fill('L1.ffn.1184');
    await expect.poll(addresses).toEqual(['L1.ffn.1184']);
    await expect(explainer.page).toHaveURL(/find=L1\.ffn\.1184/);
    await explainer.neurons.getByLabel('Find').fill('');
    await expect.poll(async () => (await addresses())[0]).toMatch(/^L5\.resid\./);
  });

  test('whatever key moves through the list, the row it leads to is in view', async () => {
    const { page, neuronList: list } = explainer;
    await explainer.open('#v=1&kind=emb');
    await expect.poll(listed).toBe(384);
    await list.focus();
    /** Place of the active row, and whether it is wholly inside the list. */
    const active = () =>
      list.evaluate(box => {
        const id = box.getAttribute('aria-activedescendant');
        const row = id === null ? null : document.getElementById(id);
        if (!row) return null;
        const [inner, outer] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
        const isInside = inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
        return { place: Number(row.getAttribute('aria-posinset')), isInside };
      });
    const leadsTo = async (key: string, place: number) => {
      await page.keyboard.press(key);
      await expect.poll(active, key).toEqual({ place, isInside: true });
    };
    await leadsTo('Home', 1);
    for (let place = 2; place <= 20; place++) await leadsTo('ArrowDown', place);
    for (let place = 19; place >= 4; place--) await leadsTo('ArrowUp', place);
    await leadsTo('End', 384);
    await leadsTo('ArrowDown', 384);
    for (let pages = 0; pages < 60 && (await active())?.place !== 1; pages++) {
      await page.keyboard.press('PageUp');
      await expect.poll(async () => (await active())?.isInside).toBe(true);
    }
    await leadsTo('ArrowUp', 1);
  });

  test('Enter selects the neuron that the keys led to, and gives it up again', async () => {
    const { page } = explainer;
    await explainer.open('#v=1&site=L4.ffn');
    await expect.poll(async () => (await addresses())[0]).toMatch(/^L4\.ffn\./);
    const third = (await addresses())[2] ?? '';
    await explainer.neuronList.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const selected = explainer.neuronList.locator('[aria-selected="true"]');
    await expect(selected).toHaveAttribute('aria-label', new RegExp(`^${third},`));
    await expect(page).toHaveURL(new RegExp(`neuron=${third}(&|$)`));
    await page.keyboard.press('Enter');
    await expect(selected).toHaveCount(0);
    await expect(page).not.toHaveURL(/neuron=/);
  });

  test('agreement counts the neurons that two lists share', async () => {
    await explainer.open('#v=1&site=L1.ffn');
    await expect.poll(async () => (await explainer.neuronRows())[0]).toMatch(/^L1.*, conductance /);
    const first = (await addresses()).slice(0, 10);
    await explainer.neurons.getByLabel('Rank by').selectOption('activation');
    await expect.poll(async () => (await explainer.neuronRows())[0]).toMatch(/, activation .*, activation/);
    const second = (await addresses()).slice(0, 10);
    const summary = explainer.neurons.getByText('Agreement with other rankings');
    await summary.click();
    const shared = explainer.neurons.getByRole('row', { name: /^conductance/ }).getByRole('cell');
    await expect(shared.first()).toHaveText(String(first.filter(each => second.includes(each)).length));
    await expect(shared).toHaveCount(3);
    await summary.click();
  });

  test('counts for 50, 80 and 90 % rise, and are those that the list names', async () => {
    await explainer.open('#v=1&site=L5.resid');
    const heads = explainer.carriers.getByRole('columnheader');
    await expect(heads).toHaveText(['Site', '50 %', '80 %', '90 %', 'of']);
    const rows = await explainer.carriers
      .locator('tbody tr')
      .evaluateAll(found =>
        found.map(row => [...row.children].map(cell => (cell.textContent ?? '').replace(',', ''))),
      );
    expect(rows.map(([site]) => site)).toContain('emb');
    for (const [site, ...texts] of rows) {
      const counts = texts.filter(text => text !== '–').map(Number);
      expect(counts, site).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts[0], site).toBeGreaterThan(0);
    }
    const half = rows.find(([site]) => site === 'L5.resid')?.[1];
    await expect(explainer.neurons.getByTestId('neurons-sentence')).toContainText(
      `${half} of 384 neurons of L5.resid carry half`,
    );
  });

  test('the neurons are saved as they are listed', async () => {
    await explainer.open('#v=1&site=L2.ffn&sign=away');
    await expect.poll(async () => (await addresses())[0]).toMatch(/^L2\.ffn\./);
    await expect.poll(listed).toBeLessThan(1536);
    const [header, ...rows] = await explainer.savedRows('neurons');
    expect(header?.slice(0, 3)).toEqual(['place', 'neuron', 'conductance']);
    expect(rows).toHaveLength(await listed());
    const shown = await addresses();
    expect(rows.slice(0, shown.length).map(row => row[1])).toEqual(shown);
    expect(rows.every(row => Number(row[2]) < 0 && row.length === header?.length)).toBe(true);
  });

  test('a selected cell and neuron fit a window 360 px wide', async () => {
    const { page } = explainer;
    const size = page.viewportSize() ?? { width: 1280, height: 720 };
    await page.setViewportSize({ width: 360, height: 800 });
    await explainer.open('#v=1&token=3&site=L1.ffn&neuron=L1.ffn.1184&rows=all');
    await expect(explainer.neuronList.locator('[aria-selected="true"]')).toHaveCount(1);
    await explainer.fits();
    const list = explainer.neuronList;
    expect(await list.evaluate(box => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    await page.setViewportSize(size);
  });
});
