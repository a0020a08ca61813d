/** The page as the tests see it: its parts by role and name. */

import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

export const SENTENCE = 'A dull, lifeless film with one lovely scene.';

export class ExplainerPage {
  readonly text: Locator;
  readonly prediction: Locator;
  readonly words: Locator;
  readonly layers: Locator;
  readonly neurons: Locator;
  readonly neuronList: Locator;
  readonly carriers: Locator;

  constructor(readonly page: Page) {
    this.text = page.getByRole('textbox', { name: 'Text to explain' });
    this.prediction = page.getByRole('region', { name: 'Prediction' });
    this.words = page.getByRole('region', { name: 'Words' });
    this.layers = page.getByRole('region', { name: 'Layers' });
    this.neurons = page.getByRole('region', { name: 'Neurons', exact: true });
    this.neuronList = this.neurons.getByRole('listbox');
    this.carriers = page.getByRole('region', { name: 'How few neurons?' });
  }

  /** Opens the page at a fragment, anew only where it is not open yet, and waits for the final explanation. */
  async open(fragment = '#v=1'): Promise<void> {
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

  /** Waits until layers and neurons are those of the final explanation. */
  async insideFinished(): Promise<void> {
    await this.finished();
    await expect(this.neuronList.getByRole('option').first()).toBeVisible();
    await expect(this.page.locator('.evidence.stale')).toHaveCount(0);
  }

  /** A cell of the layer grid. */
  cell(word: string, site: string): Locator {
    return this.layers.locator(`g.cell[aria-label^="“${word}” at ${site},"]`).first();
  }

  /** The neurons in view, from the top, as a screen reader hears them. */
  async neuronRows(): Promise<string[]> {
    return this.neuronList.evaluate(box => {
      const { top, bottom } = box.getBoundingClientRect();
      return [...box.querySelectorAll('[role="option"]')]
        .filter(row => {
          const rect = row.getBoundingClientRect();
          return rect.top > top - 8 && rect.bottom < bottom + 8;
        })
        .map(row => row.getAttribute('aria-label') ?? '');
    });
  }

  /** Saves a panel's values and reads them, the names of the columns first. */
  async savedRows(what: 'layers' | 'neurons'): Promise<string[][]> {
    const waiting = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: `Download ${what}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: /CSV/ }).click();
    const text = (await readFile(await (await waiting).path(), 'utf8')).replace(/^\uFEFF/, '');
    // Commas within quotes are the text's own.
    return text
      .trimEnd()
      .split('\r\n')
      .map(line => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  }

  /** Waits until the page is no wider than its window: what is drawn follows the window a frame later. */
  async fits(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
  }

  /** What axe finds in the page, or in a part of it, in either colour scheme: nothing. */
  async isAccessible(part = 'body'): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page: this.page }).include(part);
      // What passes is not described, which would take longer than to check it.
      const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
      expect(found, colorScheme).toEqual([]);
    }
  }

  async completeness(): Promise<string> {
    return (await this.words.getByTestId('completeness').textContent()) ?? '';
  }
}

function firstWord(text: string): string {
  return /[\p{L}\p{N}]+/u.exec(text)?.[0] ?? '';
}

/** The number after a name, as in "conductance −0.69"; minus signs are U+2212 on the page. */
export function numberAfter(name: string, text: string | null | undefined): number {
  const [, rest = ''] = (text ?? '').split(`${name} `, 2);
  const [written] = /^[+−]?\d[\d,]*(?:\.\d+)?(?:e−?\d+)?/.exec(rest) ?? [];
  return written === undefined ? Number.NaN : Number(written.replaceAll('−', '-').replaceAll(',', ''));
}
