/** Finds a Chromium for the end-to-end tests, or installs one. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt, attemptPackage } from './installed.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Path of a Chromium, null where there is none and none could be installed: $CHROMIUM, Playwright's own, one on the
 * PATH; else one is installed, by the distribution's package (as root on Debian) or by Playwright.
 * @param say told in a sentence which one it is, and what every installation said where all of them failed
 */
export async function findBrowser(say = console.error) {
  const named = process.env.CHROMIUM;
  if (named) {
    const found = isFile(named) ? named : null;
    say(
      found
        ? `Chromium: ${found}, as $CHROMIUM says.`
        : `$CHROMIUM is ${named}, where there is no such file.`,
    );
    return found;
  }
  const found = (await playwrights()) ?? onPath();
  if (found) {
    say(`Chromium: ${found}.`);
    return found;
  }
  say('Chromium: none found, so one is being installed…');
  const failures = [];
  for (const { title, install, find } of installations()) {
    const { status, output } = install();
    const installed = await find();
    if (installed) {
      say(`Chromium: ${installed}, by ${title}.`);
      return installed;
    }
    failures.push(`${title} (status ${status}):\n${output.trim()}`);
  }
  say(`Chromium could not be installed; set $CHROMIUM to the path of one.\n${failures.join('\n')}`);
  return null;
}

/** The ways to a Chromium that may be open here, the likeliest first. */
function installations() {
  const byPlaywright = {
    title: 'playwright install chromium',
    install: () => attemptPackage('playwright', ['install', 'chromium']),
    find: playwrights,
  };
  if (!isDebian() || process.getuid?.() !== 0) return [byPlaywright];
  const byApt = {
    title: 'apt-get install chromium',
    install: () => {
      attempt('apt-get', ['update', '-qq']);
      return attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    },
    find: async () => onPath(),
  };
  return [byApt, byPlaywright];
}

/** Elsewhere the package may be missing, or a stub that asks for another store. */
function isDebian() {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID="?debian"?$/m.test(readFileSync(release, 'utf8'));
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return path && isFile(path) ? path : null;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), MAC];
  return candidates.find(isFile) ?? null;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Starts a Chromium for the scripts that draw. */
export async function openBrowser() {
  const { chromium } = await import('@playwright/test');
  const executablePath = await findBrowser();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] });
}
