import { expect, type Page, test } from '@playwright/test';
import { ExplainerPage } from './page';

/** Feed-forward neuron that is most active where something is bad. */
const NEURON = 'L1.ffn.1184';
const SUBJECTS = [
  'plot',
  'film',
  'scene',
  'score',
  'cast',
  'ending',
  'dialogue',
  'camera',
  'hero',
  'villain',
];
const VERDICTS = ['is bad', 'is clumsy', 'feels fresh', 'never works', 'is a joy', 'falls flat', 'is lovely'];

/** Reviews of a line, no two alike. */
const reviews = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Number ${i}: the ${SUBJECTS[i % SUBJECTS.length]} ${VERDICTS[i % VERDICTS.length]}.`,
  );
const file = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Corpora' });
const files = (page: Page) => dialog(page).getByLabel(/chosen or dropped here/);
const here = (page: Page) => dialog(page).getByRole('region', { name: 'On this machine' });
const card = (page: Page) => page.getByRole('region', { name: `Neuron ${NEURON}` });
const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });

/** The words that the listed neurons fire most on, but for those that are cut. */
const listedWords = async (page: Page) =>
  (await new ExplainerPage(page).neurons.locator('text.words').allTextContents())
    .flatMap(words => words.split(' · '))
    .filter(word => !word.endsWith('…'));

async function open(page: Page, fragment = `#v=1&neuron=${NEURON}`) {
  await page.goto(`/${fragment}`);
  await page.getByRole('button', { name: 'Corpora' }).click();
  await expect(here(page)).toBeVisible();
}

test('a text file becomes an index, and the neuron page shows examples of it, beside Brown too', async ({
  page,
  browser,
}) => {
  await open(page);
  await files(page).setInputFiles(file('reviews.txt', reviews(100).join('\n')));
  await button(page, 'Index it').click();
  await expect(dialog(page).getByRole('progressbar', { name: 'Indexing reviews.txt' })).toBeVisible();
  await expect(dialog(page).getByTestId('corpus-progress')).toHaveText(/words read|move together/);
  await expect(dialog(page)).toContainText(/reviews\.txt is indexed: [\d,]+ tokens\./);
  await expect(here(page)).toContainText('tokens of 100 sentences');
  await page.keyboard.press('Escape');

  await expect(page).toHaveURL(/corpus=[0-9a-f]{16}/);
  await expect(card(page).getByRole('combobox', { name: 'Corpus' })).toHaveValue(/^[0-9a-f]{16}$/);
  await expect(card(page).locator('.examples-list').first()).toContainText(/Number \d+: the \w+/);
  await expect(card(page).locator('.examples-list .fired').first()).toBeVisible();
  const known = new Set(reviews(100).flatMap(text => text.toLowerCase().split(/ |(?=[:.])/)));
  await expect.poll(async () => (await listedWords(page)).filter(word => !known.has(word))).toEqual([]);
  expect(await listedWords(page)).toContain('clumsy');
  await card(page).getByRole('checkbox', { name: 'Beside Brown' }).check();
  const beside = card(page).getByTestId('beside');
  await expect(beside.getByRole('heading')).toHaveText([/^reviews\.txt/, /^Brown corpus/]);
  await expect(beside.locator('.beside-side').nth(1).locator('.fired').first()).toBeVisible();

  // Nobody else has it.
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText(/The corpus “[0-9a-f]{16}” is not on this machine/)).toBeVisible();
  await expect(card(other).getByRole('combobox', { name: 'Corpus' })).toHaveValue('brown');
  await context.close();

  // Out as a file, gone, and in again.
  await page.getByRole('button', { name: 'Corpora' }).click();
  const saving = page.waitForEvent('download');
  await button(page, 'Export reviews.txt').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('reviews.txt.finegrain');
  const path = await saved.path();
  await button(page, /^Delete reviews\.txt/).click();
  await button(page, 'Delete reviews.txt').click();
  await expect(here(page)).toContainText('Only the Brown corpus');
  await expect(page).not.toHaveURL(/corpus=/);
  const importing = dialog(page).getByLabel(/import a corpus that was exported/);
  await importing.setInputFiles({ name: 'x.finegrain', mimeType: '', buffer: Buffer.from('oops') });
  await expect(dialog(page)).toContainText('x.finegrain is not a corpus that Finegrain exported.');
  await importing.setInputFiles(path);
  await expect(dialog(page)).toContainText('reviews.txt is imported');
  await page.keyboard.press('Escape');
  await expect(card(page).locator('.examples-list .fired').first()).toBeVisible();

  // The site's data is cleared under the open page.
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await expect(page.getByText('The corpus reviews.txt is no longer on this machine')).toBeVisible();
  await expect(page).not.toHaveURL(/corpus=/);
  await expect(card(page).getByRole('combobox', { name: 'Corpus' })).toHaveValue('brown');
});

test('indexing that is cancelled goes on after the page was loaded again', async ({ page }) => {
  await open(page);
  await files(page).setInputFiles([
    file(
      'a.csv',
      `id,review\n${reviews(200)
        .map((text, i) => `${i},"${text}"`)
        .join('\n')}\n`,
    ),
    file(
      'b.jsonl',
      reviews(60)
        .map(text => JSON.stringify({ body: `Again: ${text}`, user: 'u' }))
        .join('\n'),
    ),
  ]);
  await expect(dialog(page).getByRole('combobox', { name: 'Column' })).toHaveValue('2');
  await expect(dialog(page).getByRole('combobox', { name: 'Field' })).toHaveValue('1');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('My reviews');
  await button(page, 'Index it').click();
  await expect(dialog(page).getByTestId('corpus-progress')).toHaveText(/tokens a second/);
  await button(page, 'Cancel').click();
  await expect(dialog(page)).toContainText('Indexing of My reviews is cancelled; it can be resumed.');
  await expect(here(page)).toContainText(/My reviews .*stopped at [1-9]\d? % of/);

  await page.reload();
  await page.getByRole('button', { name: 'Corpora' }).click();
  await button(page, 'Resume My reviews').click();
  await expect(dialog(page)).toContainText('My reviews is indexed');
  await expect(here(page)).toContainText('tokens of 260 sentences');
});

test('what is no text gets one sentence, which goes with its file, and the rest of the choice stays', async ({
  page,
}) => {
  await open(page);
  await files(page).setInputFiles([
    file('good.txt', 'So dull.'),
    file('empty.txt', ''),
    { name: 'photo.txt', mimeType: '', buffer: Buffer.from([0x50, 0x4b, 0, 1]) },
    { name: 'latin1.txt', mimeType: '', buffer: Buffer.from('na\xefve', 'latin1') },
    file('report.pdf', '%PDF-1.7'),
  ]);
  for (const sentence of [
    'empty.txt is empty, expected a file with text.',
    'photo.txt is a binary file, expected text.',
    'latin1.txt is no UTF-8 text: line 1 has the byte EF, “ï” in Windows-1252 (Latin-1) (byte 3 of the file)',
    'report.pdf is a PDF document, expected text',
  ]) {
    await expect(dialog(page)).toContainText(sentence);
  }
  for (const name of ['empty.txt', 'photo.txt', 'latin1.txt', 'report.pdf']) {
    await button(page, `Remove ${name}`).click();
    await expect(dialog(page)).not.toContainText(name);
  }
  await expect(dialog(page).getByRole('list', { name: 'Files to index' })).toContainText(
    /^good\.txt.*UTF-8: 1 sentence in 1 line\./,
  );
  await expect(button(page, 'Index it')).toBeEnabled();
});

test('a file is shown as it is read, and can be read otherwise, before anything is indexed', async ({
  page,
}) => {
  await open(page);
  await files(page).setInputFiles([
    file('a.csv', 'sep=;\r\nid;text;text\r\n1;Lovely film;x\r2;"Dull; so long";y\n3;A;b;c\n'),
    file('b.jsonl', '{"data":{"text":"So dull."}}\n{"data":{"text":NaN}}\n{"data":{"text":5}}\n'),
  ]);
  const table = dialog(page).getByRole('region', { name: 'First rows of a.csv' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Row',
    'id',
    'text (column 2) is read',
    'text (column 3)',
    'beyond the columns',
  ]);
  await expect(table.getByRole('row').nth(2)).toHaveText('42Dull; so longy');
  await expect(table.getByRole('row').nth(3)).toContainText('5 is left out');
  const list = dialog(page).getByRole('list', { name: 'Files to index' });
  await expect(list).toContainText('UTF-8: 2 sentences in 3 rows.');
  await expect(list).toContainText('Left out: 1 row with more cells than the 3 of the first (row 5).');
  await expect(list).toContainText('Left out: 1 line without valid JSON (line 2).');
  await expect(list).toContainText(
    'Left out: 1 line with a number in place of text in “data.text” (line 3).',
  );

  const how = dialog(page).getByRole('group', { name: 'How a.csv is read' });
  await expect(how.getByRole('combobox', { name: 'Delimiter' })).toHaveValue(';');
  await how.getByRole('combobox', { name: 'Column' }).selectOption('text (column 3)');
  await expect(table.getByRole('columnheader')).toContainText(['text (column 3) is read']);
  await how.getByRole('combobox', { name: 'Header' }).selectOption('no');
  await expect(list).toContainText('UTF-8: 3 sentences in 4 rows.');
  await how.getByRole('combobox', { name: 'Format' }).selectOption('JSON');
  await expect(list).toContainText('a.csv: no line is valid JSON, expected an object a line');
  await how.getByRole('combobox', { name: 'Format' }).selectOption('lines of text');
  await expect(list).toContainText('UTF-8: 5 sentences in 5 lines.');
});

test('by keyboard alone, where the browser keeps nothing', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await page.route('**/corpus-worker-*.js', async route => {
    const response = await route.fetch();
    const body = `Object.defineProperty(self, 'indexedDB', { value: undefined });${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await page.goto(`/#v=1&neuron=${NEURON}`);
  const opener = page.getByRole('button', { name: 'Corpora' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('This browser keeps nothing for the page');
  const text = dialog(page).getByRole('textbox', { name: /pasted here/ });
  await expect(async () => {
    await page.keyboard.press('Tab');
    expect(await text.evaluate(box => box === document.activeElement)).toBe(true);
  }).toPass({ intervals: [0] });
  await page.keyboard.insertText(reviews(40).join('\n'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toContainText('export it before the page closes');
  await expect(here(page)).toContainText('Pasted text');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await expect(card(page).locator('.examples-list').first()).toContainText(/Number \d+: the \w+/);
});

test('axe finds nothing on the corpora, light or dark; they fit 360 px', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page);
  await files(page).setInputFiles([
    file('a.csv', `id,review,user\n1,${'So dull. '.repeat(20)},x\n2,a,b,c\n`),
    file('empty.txt', ''),
  ]);
  await expect(dialog(page).getByText('empty.txt is empty')).toBeVisible();
  await explainer.isAccessible();
  await expect
    .poll(() => dialog(page).evaluate(box => box.scrollWidth - box.clientWidth))
    .toBeLessThanOrEqual(0);
  await explainer.fits();
});
