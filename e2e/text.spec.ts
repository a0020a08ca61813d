import { expect, test } from '@playwright/test';
import { ExplainerPage } from './page';

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
  test(`explains ${name}`, async ({ page }) => {
    const explainer = new ExplainerPage(page);
    await explainer.open(`#v=1&text=${encodeURIComponent(text)}`);
    expect((await explainer.pieces()).length).toBeGreaterThan(2);
    await expect(explainer.text).toHaveValue(text.replace(/\r\n?/g, '\n'));
  });
}

test('a text beyond the model’s limit is cut, and the cut is shown', async ({ page }) => {
  test.slow(); // 512 tokens
  const explainer = new ExplainerPage(page);
  await page.goto('/#v=1&method=saliency');
  await explainer.text.fill('long and winding road '.repeat(400));
  await expect(page.getByText(/512 tokens|cut/).first()).toBeVisible();
});

test('a megabyte can be pasted, and typing goes on', async ({ page }) => {
  const explainer = new ExplainerPage(page);
  await page.goto('/#v=1&method=saliency');
  await explainer.text.fill('spam '.repeat(200_000));
  await expect(page.getByText(/cut/).first()).toBeVisible();
  await explainer.text.fill('Short again.');
  await expect(explainer.piece('Short')).toBeVisible();
});
