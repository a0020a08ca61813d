/** The Chromium that is measured in. */

import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts it. Throws where none is found. */
export async function openChromium(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('No Chromium found; set CHROMIUM to the path of one.');
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
