/** Chromium and Firefox, driven by Puppeteer over WebDriver BiDi (Firefox) and the DevTools protocol (Chromium). */

import { existsSync } from 'node:fs';
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { CHROMIUM_FLAGS } from '../chromium-flags';
import type { Driver } from './driver';

const KINDS: Readonly<Record<'chrome' | 'firefox', LaunchOptions>> = {
  chrome: {
    args: CHROMIUM_FLAGS,
  },
  firefox: {
    extraPrefsFirefox: {
      // Where nothing outside answers, the browser's own errands would only fill its log.
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  },
};

/** Starts a browser without a window. `protocolTimeout` is off: a slow machine is no failure. */
export async function startByPuppeteer(kind: 'chrome' | 'firefox', program: string): Promise<Driver> {
  const browser = await puppeteer.launch({
    ...KINDS[kind],
    browser: kind,
    executablePath: program,
    headless: true,
    protocolTimeout: 0,
    timeout: 0,
    defaultViewport: { width: 1280, height: 900 },
  });
  const [page = await browser.newPage()] = await browser.pages();
  page.setDefaultTimeout(0);
  const found = async (xpath: string) => {
    const handle = await page.waitForSelector(`xpath/${xpath}`);
    if (!handle) throw new Error(`no element at ${xpath}`);
    return handle;
  };
  return {
    browser: (await browser.version()).replace('/', ' '),
    async open(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    read: expression => page.evaluate(expression) as Promise<never>,
    async click(xpath) {
      await (await found(xpath)).click();
    },
    async fill(xpath, text) {
      const field = await found(xpath);
      await field.evaluate(element => (element as HTMLTextAreaElement).select());
      await field.type(text);
    },
    close: () => browser.close(),
  };
}

/** The first of some programs that exists, by a variable of the environment, then by path. */
export function firstProgram(variable: string, paths: readonly string[]): string | null {
  return process.env[variable] || (paths.find(existsSync) ?? null);
}
