/** The page as the tests see it: its parts by role and name. */

import { expect, type Locator, type Page } from '@playwright/test';

export const SENTENCE = 'A dull, lifeless film with one lovely scene.';

export class ExplainerPage {
  readonly text: Locator;
  readonly prediction: Locator;
  readonly words: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole('textbox', { name: 'Text to explain' });
    this.prediction = page.getByRole('region', { name: 'Prediction' });
    this.words = page.getByRole('region', { name: 'Words' });
  }

  /** Opens the page at a fragment and waits for the final explanation. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(`/${fragment}`);
    await this.finished();
  }

  /** Waits until an explanation is final and nothing newer runs. */
  async finished(): Promise<void> {
    await expect(this.words.getByTestId('completeness')).toHaveText(
      /^(Complete|Not complete)|has no completeness/,
    );
    await expect(this.page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  }

  /** Types a text in one go and waits for its explanation. */
  async explain(text: string): Promise<void> {
    await this.text.fill(text);
    await expect(this.piece(firstWord(text))).toBeVisible();
    await this.finished();
  }

  /** The first of the heatmap's pieces that stands for a word. */
  piece(word: string): Locator {
    return this.words.locator(`g.piece[aria-label^="“${word}”"]`).first();
  }

  /** The heatmap's pieces as a screen reader hears them, values included. */
  async pieces(): Promise<string[]> {
    const labels = await this.words
      .locator('svg g.piece')
      .evaluateAll(groups => groups.map(group => group.getAttribute('aria-label') ?? ''));
    return labels;
  }

  async completeness(): Promise<string> {
    return (await this.words.getByTestId('completeness').textContent()) ?? '';
  }
}

function firstWord(text: string): string {
  return /[\p{L}\p{N}]+/u.exec(text)?.[0] ?? '';
}
