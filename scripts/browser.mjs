/** Finds a Chromium for the end-to-end tests, or installs one. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runPackage } from './installed.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Path of a Chromium: $CHROMIUM, Playwright's own, one on the PATH; else Playwright's is downloaded, else (as root on
 * Debian) the distribution's package is installed.
 */
export async function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const found = (await playwrights()) ?? onPath();
  if (found) return found;
  console.log('No Chromium found; installing one for the end-to-end tests…');
  if (runPackage('playwright', ['install', 'chromium']) === 0) {
    const own = await playwrights();
    if (own) return own;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  return onPath();
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), MAC];
  return candidates.find(existsSync) ?? null;
}

/** Starts a Chromium for the scripts that draw. */
export async function openBrowser() {
  const { chromium } = await import('@playwright/test');
  const executablePath = await findBrowser();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
}
