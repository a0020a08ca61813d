import { writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { test } from './open-page';

const texts: [string, string][] = [
  ['markup', '<b>bold</b> & "quoted" <script>alert(1)</script>'],
  ['emoji with joiners', 'Loved it 👩‍👩‍👧‍👦 👍🏽 🇫🇷, truly!'],
  ['right to left', 'הסרט היה נפלא and warm'],
  ['combining accents', 'Une cre\u0301ation na\u00efve et e\u0301mouvante'],
  ['CJK', '这部电影非常精彩'],
  ['Hangul, whose syllables are several tokens', '안녕하세요 좋은 영화'],
  ['control characters', 'odd\u0000 \u0007but\u200b fine\ufeff text'],
  ['only unknown tokens', '🜁🜂🜃🜄'],
];

for (const [name, text] of texts) {
  test(`explains ${name}`, async ({ explainer }) => {
    await explainer.open(`#v=1&text=${encodeURIComponent(text)}`);
    expect((await explainer.pieces()).length).toBeGreaterThan(2);
    await expect(explainer.text).toHaveValue(text.replace(/\r\n?/g, '\n'));
  });
}

test('words that the model does not know are named', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open(`#v=1&text=${encodeURIComponent('A 𓀀 film')}`);
  await expect(page.getByText('The model does not know “𓀀”: it reads it as [UNK].')).toBeVisible();
});

test('while a long text is computed, its tokens are counted and what is shown says that it is older', async ({
  explainer,
}) => {
  const { page } = explainer;
  await explainer.open();
  await explainer.insideFinished();
  await explainer.text.fill('The film was long, but it had its moments. '.repeat(60));
  for (const section of [explainer.words, explainer.layers, explainer.neurons, explainer.carriers]) {
    await expect(section.getByText('of the text before')).toBeVisible();
  }
  await expect(page.getByText(/^512 tokens/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await explainer.explain('Short again.');
  await explainer.insideFinished();
  await expect(page.getByText('of the text before')).toHaveCount(0);
});

test('a text beyond the model’s limit is cut, and the cut is shown', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open('#v=1&method=saliency');
  await explainer.text.fill('long and winding road '.repeat(400));
  await expect(page.getByText(/512 tokens|cut/).first()).toBeVisible();
});

test('words of a long text are final before its neurons, which can be cancelled', async ({ explainer }) => {
  test.slow(); // 142 tokens
  const { page } = explainer;
  // Few points: what comes when does not hang on their number.
  await explainer.open('#v=1&rule=gauss-legendre&steps=3');
  await explainer.text.fill('long and winding road '.repeat(35));
  const progress = page.getByTestId('neurons-progress');
  await expect(progress).toHaveText(/^The words are final\. Computing the neurons/, { timeout: 200_000 });
  await expect(page.getByTestId('completeness')).toBeVisible();
  await expect(progress).toHaveText(/[1-4] of 4 passes/, { timeout: 200_000 });
  const words = await page.getByTestId('words-sentence').textContent();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toHaveText('The words are final; their neurons were not computed.');
  await expect(page.getByTestId('words-sentence')).toHaveText(words ?? '');
  await expect(page.getByTestId('completeness')).toBeVisible();
});

test('a megabyte can be pasted, and typing goes on', async ({ explainer }) => {
  const { page } = explainer;
  await explainer.open('#v=1&method=saliency');
  await explainer.text.fill('spam '.repeat(200_000));
  await expect(page.getByText(/cut/).first()).toBeVisible();
  // The browser lays out all that a box holds at every key.
  expect((await explainer.text.inputValue()).length).toBe(20_000);
  await expect(page.getByText('the first 20,000 of 1,000,000 characters')).toBeVisible();
  await explainer.text.press('Home');
  await explainer.text.press('a');
  await expect(page.getByText('of 1,000,001 characters')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('There is no link to this view: its text of 1,000,001')).toBeVisible();
  await expect(page.getByLabel('Link to this view')).toHaveCount(0);
  await explainer.text.fill('Short again.');
  await expect(page.getByText(/kept/)).toHaveCount(0);
  await expect(explainer.piece('Short')).toBeVisible();
});

/** Drags files as the system does: the browser does with them what the page does not prevent. */
async function dragging(page: Page, files: string[]) {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop', x: number, y: number) =>
    session.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  return {
    hold: async (x: number, y: number) => {
      await send('dragEnter', x, y);
      await send('dragOver', x, y);
    },
    drop: (x: number, y: number) => send('drop', x, y),
  };
}

test('a file that is dropped offers a text to explain or a corpus, one that is no text is named, and the page stays', async ({
  explainer,
}, testInfo) => {
  const { page } = explainer;
  await explainer.open('#v=1&method=saliency');
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const tabs = page.context().pages().length;
  const [text, pdf] = [testInfo.outputPath('reviews.txt'), testInfo.outputPath('report.pdf')];
  await writeFile(text, 'So dull.\r\n\r\nA warm, funny film.\nIt never works.\n');
  await writeFile(pdf, '%PDF-1.7');

  const unreadable = await dragging(page, [pdf]);
  await unreadable.hold(640, 500);
  await expect(page.getByText('Drop the file to explain one of its lines')).toBeVisible();
  await unreadable.drop(640, 500);
  const failure = 'report.pdf is a PDF document, expected text; save it as UTF-8 text or CSV.';
  await expect(page.getByText(failure)).toBeVisible();

  // Onto the text box, which left to itself would open it too.
  const { x, y } = (await explainer.text.boundingBox()) ?? { x: 0, y: 0 };
  const mixed = await dragging(page, [text, pdf]);
  await mixed.hold(x + 20, y + 20);
  await mixed.drop(x + 20, y + 20);
  const offer = page.getByRole('dialog', { name: 'reviews.txt' });
  await expect(offer).toContainText(failure);
  await expect(page.locator('.notices')).not.toContainText(failure);
  await expect(offer.getByRole('radio', { name: 'So dull.' }).first()).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  await explainer.isAccessible('[role=dialog]');
  await explainer.fits();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(offer).toHaveCount(0);
  await expect(explainer.text).toHaveValue('A warm, funny film.');
  await expect(explainer.text).toBeFocused();
  await expect(explainer.piece('funny')).toBeVisible();

  await mixed.hold(180, 400);
  await mixed.drop(180, 400);
  await offer.getByRole('button', { name: 'Open in Corpora' }).click();
  const corpora = page.getByRole('dialog', { name: 'Corpora' });
  const chosen = corpora.getByRole('list', { name: 'Files to index' });
  await expect(chosen).toContainText(/^reviews\.txt.*UTF-8: 3 sentences in 3 lines\./);
  // Beside the window.
  await unreadable.hold(2, 700);
  await unreadable.drop(2, 700);
  await expect(chosen).toContainText(failure);
  for (const name of ['reviews.txt', 'report.pdf']) {
    await corpora.getByRole('button', { name: `Remove ${name}` }).click();
  }
  await page.keyboard.press('Escape');
  await expect(corpora).toHaveCount(0);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(page.context().pages()).toHaveLength(tabs);
});
