/** The browsers that the built page is opened in, and where their programs are looked for. */

import type { Candidate } from './driver';
import { firstProgram, startByPuppeteer } from './puppeteer';
import { startWebKit } from './webkit';

/** Chromium comes first: what it shows is what the others are compared with. */
export const CANDIDATES: readonly Candidate[] = [
  {
    name: 'Chromium',
    remedy: 'install chromium, or name its program in $CHROMIUM',
    find: () =>
      firstProgram('CHROMIUM', ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']),
    start: program => startByPuppeteer('chrome', program),
  },
  {
    name: 'Firefox',
    remedy: 'install firefox-esr, or name its program in $FIREFOX',
    find: () =>
      firstProgram('FIREFOX', [
        '/usr/bin/firefox-esr',
        '/usr/bin/firefox',
        '/Applications/Firefox.app/Contents/MacOS/firefox',
      ]),
    start: program => startByPuppeteer('firefox', program),
  },
  {
    name: 'WebKitGTK',
    remedy: 'install webkit2gtk-driver and xvfb, or name the driver in $WEBKIT_DRIVER',
    find: () => firstProgram('WEBKIT_DRIVER', ['/usr/bin/WebKitWebDriver']),
    start: startWebKit,
  },
];
