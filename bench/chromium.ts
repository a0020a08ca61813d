/** The Chromium that is measured in. */

import { type Browser, chromium } from '@playwright/test';
import { type InlineConfig, preview } from 'vite';
import { findBrowser } from '../scripts/browser.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Serves a built site, opens Chromium, and closes both after the work.
 * @param site what it was built with
 * @throws Error where no Chromium is found
 */
export async function onServedSite<T>(
  site: InlineConfig,
  work: (browser: Browser, url: string) => Promise<T>,
): Promise<T> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('No Chromium found; set CHROMIUM to the path of one.');
  const server = await preview({ ...site, preview: { host: '127.0.0.1', open: false } });
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const url = server.resolvedUrls?.local[0];
    if (!url) throw new Error('The served site has no address.');
    return await work(browser, url);
  } finally {
    await browser.close();
    await server.close();
  }
}
