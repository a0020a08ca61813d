/** The section on experiments as the tests see it. */

import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

export class Experiments {
  readonly panel: Locator;
  readonly sentence: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'What if?' });
    this.sentence = this.panel.getByTestId('experiment-sentence');
  }

  tab(name: string): Locator {
    return this.panel.getByRole('tab', { name });
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name });
  }

  /** Waits until the open experiment has run to its end. */
  async done(): Promise<void> {
    await expect(this.panel.getByRole('status').filter({ hasText: 'Done' })).toBeVisible();
    await expect(this.panel.locator('.evidence.stale')).toHaveCount(0);
  }

  /** A saved file's text. */
  async saved(what: string, format: string): Promise<string> {
    const waiting = this.page.waitForEvent('download');
    await this.button(`Download ${what}`).click();
    await this.page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click();
    return readFile(await (await waiting).path(), 'utf8');
  }
}
