import { expect, type Page } from '@playwright/test';
import { test } from './open-page';
import { ExplainerPage } from './page';

/** Feed-forward neuron that is most active where something is bad. */
const NEURON = 'L1.ffn.1184';
const OFF = `#v=1&neuron=${NEURON}&do=${NEURON}%3D0`;

const card = (page: Page) => page.getByRole('region', { name: `Neuron ${NEURON}` });
const bar = (page: Page) => page.getByRole('region', { name: 'Changes to neurons' });
const position = (page: Page, name: string) => card(page).getByRole('radio', { name, exact: true });
const writing = (page: Page) => page.getByRole('region', { name: 'Change neurons', exact: true });
const field = (page: Page) => writing(page).getByRole('textbox', { name: 'Change neurons' });
const chips = (page: Page) => bar(page).getByRole('list', { name: 'Changes' }).getByRole('listitem');
const shown = (page: Page, panel: 'Words' | 'Layers') =>
  page.getByRole('region', { name: panel }).getByRole('group', { name: /^Show/ });

/** Waits until both runs are known, with and without the changes. */
async function compared(explainer: ExplainerPage) {
  await explainer.insideFinished();
  await expect(shown(explainer.page, 'Words')).toBeEnabled();
}

/** The words' values as they are drawn, whatever else their labels tell. */
async function values(explainer: ExplainerPage) {
  return (await explainer.pieces()).map(label => {
    const [, written = 'NaN'] = /^“.*?”, ([+−]?[\d.]+(?:e−?\d+)?)/u.exec(label) ?? [];
    return Number(written.replaceAll('−', '-'));
  });
}

test('a neuron that is switched off moves prediction and words; undo brings both back', async ({
  explainer,
}) => {
  const { page } = explainer;
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await explainer.insideFinished();
  const before = await values(explainer);
  const plain = await explainer.prediction.textContent();

  await position(page, 'off').click();
  await compared(explainer);
  await expect(position(page, 'off')).toBeChecked();
  await expect(chips(page)).toHaveCount(1);
  await expect(chips(page)).toContainText(`${NEURON} = 0`);
  await expect(page).toHaveURL(/do=L1\.ffn\.1184(=|%3D)0/);
  await expect(explainer.prediction).toContainText(/With the changes the model (still )?says/);
  await expect(explainer.prediction.locator('.class-share').first()).toContainText(/%.*←.*%/);
  await expect(explainer.prediction).toContainText(/The logit of \w+ (rises|falls) from/);
  await expect(card(page).getByRole('status')).toContainText(/change in force: \w+ .*→/);
  expect(await values(explainer)).not.toEqual(before);

  await bar(page).getByRole('button', { name: 'Undo' }).click();
  await expect(chips(page)).toHaveCount(0);
  await expect(position(page, 'as is')).toBeChecked();
  await explainer.insideFinished();
  await expect.poll(() => values(explainer)).toEqual(before);
  expect(await explainer.prediction.textContent()).toBe(plain);
  await bar(page).getByRole('button', { name: 'Redo' }).click();
  await expect(chips(page)).toHaveCount(1);
});

test('words and layers show either run or the difference, which adds up', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(OFF);
  await compared(explainer);
  const changed = await values(explainer);
  const sentence = explainer.words.getByTestId('words-sentence');
  await expect(sentence).toContainText('With the changes');

  await shown(page, 'Words').getByRole('radio', { name: 'Untouched' }).check();
  await expect(sentence).toContainText('Without the changes');
  await expect(explainer.layers.getByTestId('layers-sentence')).toContainText('Without the changes');
  const untouched = await values(explainer);
  expect(untouched).not.toEqual(changed);
  await expect(explainer.words.getByTestId('completeness')).toContainText('of the changed run');

  await shown(page, 'Layers').getByRole('radio', { name: 'Difference' }).check();
  await expect(page).toHaveURL(/show=difference/);
  await expect(sentence).toContainText(/“\w+” (lost|gained) \d.*the score is .* instead of/);
  await expect(explainer.layers.getByTestId('layers-sentence')).toContainText(/weigh most at/);
  const cell = explainer.layers.locator('g.cell[aria-label*=" at L5.resid"]').first();
  await cell.hover();
  const said = /with (?:the )?changes [+−]\d+\.\d+, without [+−]\d+\.\d+/;
  await expect(explainer.layers.locator('.grid-tooltip')).toContainText(said);
  await expect(cell).toHaveAttribute('aria-label', said);
  const differences = await values(explainer);
  expect(differences).toHaveLength(changed.length);
  differences.forEach((value, at) => {
    // Each of the three is rounded to two decimals.
    expect(Math.abs(value - ((changed[at] ?? 0) - (untouched[at] ?? 0)))).toBeLessThan(0.016);
  });
});

test('the master switch takes changes out of force and keeps them', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(OFF);
  await compared(explainer);
  await bar(page).getByRole('radio', { name: 'Without' }).check();
  await expect(page).toHaveURL(/changes=off/);
  await explainer.insideFinished();
  await expect(explainer.prediction).not.toContainText('With the changes');
  await expect(chips(page)).toHaveCount(1);
  await expect(card(page).getByRole('status')).toContainText('kept, but not in force');
  await expect(shown(page, 'Words')).toHaveCount(0);
});

test('a permalink brings the changes and their numbers to a fresh profile', async ({ page, browser }) => {
  const explainer = new ExplainerPage(page);
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await explainer.insideFinished();
  await position(page, 'hold at').click();
  await card(page).getByLabel('Hold at').selectOption('p90');
  await compared(explainer);
  await shown(page, 'Words').getByRole('radio', { name: 'Difference' }).check();
  await expect(page).toHaveURL(/do=L1\.ffn\.1184(=|%3D)p90.*show=difference.*fp=/);
  const [words, prediction] = [await explainer.pieces(), await explainer.prediction.textContent()];

  const context = await browser.newContext();
  const other = new ExplainerPage(await context.newPage());
  await other.page.goto(page.url());
  await compared(other);
  await expect.poll(() => other.pieces()).toEqual(words);
  expect(await other.prediction.textContent()).toBe(prediction);
  await expect(card(other.page).getByLabel('Hold at')).toHaveValue('p90');
  await expect(other.page.getByText(/This result differs/)).toHaveCount(0);
  await context.close();
});

test('switch, slider and undo are reached by keyboard alone', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&neuron=${NEURON}`);
  await explainer.insideFinished();
  await position(page, 'as is').focus();
  await page.keyboard.press('ArrowRight');
  await expect(position(page, 'off')).toBeFocused();
  // Moving along the switch changes nothing yet, and does not walk to the next neuron.
  await expect(chips(page)).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(chips(page)).toContainText([`${NEURON} = 0`]);
  await page.keyboard.press('Tab');
  await expect(card(page).getByRole('slider')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(chips(page)).toContainText([`${NEURON} × 0.5`]);
  await expect(position(page, 'factor')).toBeChecked();
  // Keys in a row are one step.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(chips(page)).toContainText([`${NEURON} = 0`]);
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(chips(page)).toContainText([`${NEURON} × 0.5`]);
  for (let i = 0; i < 2; i++) await page.keyboard.press('ControlOrMeta+z');
  await expect(chips(page)).toHaveCount(0);
  await expect(position(page, 'as is')).toBeChecked();
  await expect(card(page).getByRole('slider')).toHaveAttribute('aria-valuenow', '1');
});

/** The page with its neurons, and the third of their list. */
async function openedAtThird(explainer: ExplainerPage) {
  await explainer.open();
  await explainer.insideFinished();
  const list = explainer.neuronList;
  const third = list.getByRole('option').nth(2);
  const address = (await third.getAttribute('aria-label'))?.split(',')[0] ?? '';
  return { list, third, address };
}

test('a row of the list switches its neuron off, by pointer or by key, and the reader stays in place', async ({
  explainer,
}) => {
  const { page } = explainer;
  const { list, third, address } = await openedAtThird(explainer);
  await third.locator('.off').click();
  await expect(chips(page)).toContainText([`${address} = 0`]);
  // The row beneath is not selected.
  await expect(page).not.toHaveURL(/neuron=/);
  await explainer.insideFinished();
  const first = (await explainer.neuronRows())[0]?.split(',')[0] ?? '';
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('o');
  await expect(chips(page)).toHaveCount(2);
  await expect(chips(page).last()).toContainText(`${first} = 0`);
  await explainer.insideFinished();
  await expect(list).toBeFocused();
  await explainer.neurons.getByLabel('Find').fill(address);
  await expect(list.getByRole('option', { name: /switched off$/ }).first()).toBeVisible();
  await list
    .getByRole('option', { name: new RegExp(`^${address},`) })
    .locator('.off')
    .click();
  await expect(chips(page)).toHaveCount(1);
});

test('a row of the list opens every other change, by pointer or by key', async ({ explainer }) => {
  const { page } = explainer;
  const { list, third, address } = await openedAtThird(explainer);
  await third.locator('.more').click();
  const changes = page.getByRole('dialog', { name: `Change ${address}` });
  await changes.getByRole('radio', { name: 'mean' }).click();
  await expect(chips(page)).toContainText([`${address} = mean`]);
  await explainer.isAccessible('.neuron-changes');
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  await expect(list.getByRole('option', { name: new RegExp(`^${address},.*, changed$`) })).toBeVisible();

  const first = (await explainer.neuronRows())[0]?.split(',')[0] ?? '';
  await page.keyboard.press('Home');
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog', { name: `Change ${first}` })).toBeVisible();
  await page.getByRole('dialog').getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(chips(page).last()).toContainText(`${first} × 1.25`);
});

test('the list stays where it is when its selected neuron is switched off', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  await explainer.neuronList.getByRole('option').first().click();
  await page.getByRole('complementary', { name: 'Neuron' }).getByRole('radio', { name: 'off' }).click();
  await expect(chips(page)).toHaveCount(1);
  await explainer.insideFinished();
  expect(await explainer.neuronList.evaluate(box => box.scrollTop)).toBe(0);
});

test('a factor of one is no change', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&neuron=${NEURON}&do=${NEURON}*1.25`);
  await explainer.insideFinished();
  await card(page).getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chips(page)).toHaveCount(0);
  await expect(position(page, 'as is')).toBeChecked();
});

test('what the grammar or the model cannot take gets a sentence, and nothing is lost', async ({
  explainer,
}) => {
  const { page } = explainer;
  await explainer.open(`#v=1&do=${NEURON}%3D0`);
  await explainer.finished();
  const words = await explainer.pieces();
  for (const [text, why] of [
    ['L3.ffn.812=off', /expected a number, mean/],
    ['L3.ffn', /expected a form such as/],
    ['L9.ffn.1=0', /the model has no site L9\.ffn/],
    ['L3.ffn.812@99=0', /the text has \d+ tokens/],
  ] as const) {
    await field(page).fill(text);
    await page.keyboard.press('Enter');
    await expect(writing(page).getByRole('alert')).toContainText(why);
    await expect(field(page)).toHaveValue(text);
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(chips(page)).toHaveCount(1);
  expect((await explainer.pieces()).map(label => label.split(', ')[0])).toEqual(
    words.map(label => label.split(', ')[0]),
  );
  await field(page).fill('L3.ffn.{812,7}=mean; L2.resid.5+1.5');
  await expect(writing(page).getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(chips(page)).toHaveText([
    /L1\.ffn\.1184 = 0/,
    /L3\.ffn\.\{7,812\} = mean/,
    /L2\.resid\.5 \+ 1\.5/,
  ]);
  await expect(field(page)).toHaveValue('');
  await explainer.finished();
});

test('chips lead to their neurons, fold, and are taken away one by one or at once', async ({ explainer }) => {
  const { page } = explainer;
  const list = Array.from({ length: 20 }, (_, index) => `L2.ffn.${index}=0`).join('; ');
  await explainer.open(`#v=1&do=${encodeURIComponent(`L0.ffn.{1,2,3,4,5,6}=0; ${list}`)}`);
  await explainer.finished();
  await expect(chips(page)).toHaveCount(13);
  await expect(chips(page).first()).toContainText('L0.ffn.{1-6} = 0');
  await bar(page).getByRole('button', { name: 'and 9 more' }).click();
  await expect(chips(page)).toHaveCount(22);
  await bar(page).getByRole('button', { name: 'L2.ffn.7 = 0', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Neuron L2.ffn.7' })).toBeVisible();
  await bar(page).getByRole('button', { name: 'Remove L2.ffn.7=0' }).click();
  await expect(bar(page).getByRole('button', { name: 'Remove L2.ffn.8=0' })).toBeFocused();
  await expect(chips(page)).toHaveCount(21);
  await bar(page).getByRole('button', { name: 'Clear' }).click();
  await expect(chips(page)).toHaveCount(0);
  await expect(bar(page).getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar(page).getByRole('button', { name: /^Remove/ })).toHaveCount(12);
});

test('a patch says from which text, and takes another', async ({ explainer }) => {
  const { page } = explainer;
  const other = 'A lovely, short, oddly moving portrait of two brothers who cannot say sorry.';
  await explainer.open(`#v=1&do=L1.resid%40{1,2,3}%3Dpatch&other=${encodeURIComponent(other)}`);
  await compared(explainer);
  const source = bar(page).getByLabel('Patched activations are those of the text');
  await expect(source).toHaveValue(other);
  const before = await explainer.prediction.textContent();
  await source.fill('A dreadful, boring, oddly moving portrait of two brothers who cannot say sorry.');
  await expect.poll(() => explainer.prediction.textContent()).not.toBe(before);
});

test('axe finds nothing with changes in force, light or dark', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`${OFF}; L3.ffn.{1,2,3,4,5}=mean&show=difference`);
  await compared(explainer);
  const grammar = writing(page).getByRole('button', { name: /How to write/ });
  await grammar.click();
  await field(page).fill('nonsense');
  await page.keyboard.press('Enter');
  await expect(writing(page).getByRole('alert')).toContainText('expected');
  await explainer.isAccessible();
  await bar(page).getByRole('radio', { name: 'Without' }).check();
  await explainer.insideFinished();
  await explainer.isAccessible();
  await field(page).fill('');
  await grammar.click();
});

test('changes fit a window 360 px wide', async ({ explainer }) => {
  const { page } = explainer;
  await page.setViewportSize({ width: 360, height: 800 });
  await explainer.open(`${OFF}; L3.ffn.{1,2,3,4,5}=mean`);
  await compared(explainer);
  await explainer.fits();
});
