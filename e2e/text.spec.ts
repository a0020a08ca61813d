import { expect } from '@playwright/test';
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
