/** How long a neuron's page takes after a click on its row, on the built app in Chromium. */

import { join } from 'node:path';
import type { Browser, Locator, Page, Request } from '@playwright/test';
import { NEURON_ROW } from '../src/figures/neuron-list';
import { onServedSite } from './chromium';
import { watchClicks } from './page/click-watch';
import { SENTENCE } from './texts';
import type { Times } from './timing';

export interface ClickResults {
  /** Milliseconds until statistics, histogram, words and tags are painted, one a neuron. */
  readonly facts: Times;
  /** Until the first examples' texts are too, their recorded token marked. */
  readonly texts: Times;
  /** Until every token of those has its activation, computed anew. */
  readonly activations: Times;
  /** Files of the corpus's text that were fetched within these clicks; of the index none are. */
  readonly fetched: number;
  /** The first neuron of a visit, of which nothing has been fetched: milliseconds until its texts are painted. */
  readonly first: { readonly milliseconds: number; readonly files: number; readonly bytes: number };
}

/** Milliseconds: a reader looks at a neuron before choosing the next. */
const PAUSE = 1000;

/**
 * Clicks on the first neurons of the list, one after another, with an index that is warm: before that, a neighbour of
 * each has been shown, which lies in the same file.
 * @param root where the app's vite.config.ts lies
 * @param outDir the built app, with its public files
 */
export async function measureClicks(
  root: string,
  outDir: string,
  clicks: number,
  say: (what: string) => void,
): Promise<ClickResults> {
  const site = {
    configFile: join(root, 'vite.config.ts'),
    root,
    logLevel: 'warn',
    build: { outDir },
  } as const;
  return onServedSite(site, (browser, url) => measure(browser, url, clicks, say));
}

async function measure(
  browser: Browser,
  url: string,
  clicks: number,
  say: (what: string) => void,
): Promise<ClickResults> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchClicks);
  const requests: Request[] = [];
  page.on('request', request => requests.push(request));
  await page.goto(`${url}#v=1&text=${encodeURIComponent(SENTENCE)}`);
  const list = page.getByRole('region', { name: 'Neurons', exact: true }).getByRole('listbox');
  await list.getByRole('option').first().waitFor();
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  await page.waitForTimeout(PAUSE);
  /** Files of index and corpus that were fetched since the last time. */
  const take = () => requests.splice(0).filter(request => /\/(?:neurons|corpus)\//.test(request.url()));

  say('the first neuron of a visit');
  take();
  const { texts: milliseconds } = await click(page, list, 1);
  const firstFiles = take();
  const sizes = await Promise.all(firstFiles.map(request => request.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);

  say(`warming the index for ${clicks} neurons`);
  const chosen = await choose(list, clicks);
  for (const { address } of chosen) await show(page, neighbour(address));

  say(`clicking on ${clicks} neurons`);
  take();
  const found: Awaited<ReturnType<typeof click>>[] = [];
  for (const { place } of chosen) found.push(await click(page, list, place));
  const fetched = take();
  const cold = fetched.find(request => request.url().includes('/neurons/'));
  if (cold) throw new Error(`${cold.url()} was fetched by a click, expected a warm index.`);
  await context.close();
  return {
    facts: found.map(each => each.facts),
    texts: found.map(each => each.texts),
    activations: found.map(each => each.activations),
    fetched: fetched.length,
    first: { milliseconds, files: firstFiles.length, bytes },
  };
}

/** The first neurons after the one at the top, but none beside another: the page keeps those that it has shown. */
async function choose(list: Locator, count: number): Promise<{ place: number; address: string }[]> {
  const chosen = new Map<string, number>();
  for (let place = 2; chosen.size < count; place++) {
    const address = await (await rowAt(list, place)).locator('.address').innerHTML();
    if (!chosen.has(neighbour(address))) chosen.set(address, place);
  }
  return [...chosen].map(([address, place]) => ({ address, place }));
}

/** Clicks on the row at a place, and waits until its neuron's page is final. */
async function click(page: Page, list: Locator, place: number) {
  const name = (await rowAt(list, place)).locator('.address');
  const address = await name.innerHTML();
  // Nothing else is asked of the engine any more.
  await page.locator('[data-testid="neuron-feed"] .dim').waitFor({ state: 'detached' });
  await page.waitForTimeout(PAUSE);
  await name.click();
  await isFinal(page, address);
  const watched = await page.evaluate(() => globalThis.clicks.at(-1));
  if (watched?.address !== address) throw new Error(`The click on ${address} was not seen.`);
  const { facts, texts, activations } = watched;
  if (facts === null || texts === null || activations === null)
    throw new Error(`The page of ${address} was not seen to be painted.`);
  return { facts, texts, activations };
}

/** The row at a place, counted from 1; only rows in view are there. */
async function rowAt(list: Locator, place: number): Promise<Locator> {
  const row = list.locator(`[aria-posinset="${place}"]`);
  if ((await row.count()) === 0) {
    await list.evaluate(
      (box, top) => {
        box.scrollTop = top;
      },
      (place - 2) * NEURON_ROW,
    );
    await row.waitFor();
  }
  return row;
}

/** Shows a neuron as a link to it does. */
async function show(page: Page, address: string): Promise<void> {
  await page.evaluate(neuron => {
    location.hash = location.hash.replace(/&neuron=[^&]*|$/, `&neuron=${neuron}`);
  }, address);
  await isFinal(page, address);
}

/** Only a final record can be saved, and only the card on screen has the button. */
async function isFinal(page: Page, address: string): Promise<void> {
  const button = page.getByRole('button', { name: `Download ${address}`, exact: true, disabled: false });
  await button.waitFor();
}

/** The neuron beside it in the same file of the index, which begins with an even one. */
function neighbour(address: string): string {
  const dot = address.lastIndexOf('.') + 1;
  return `${address.slice(0, dot)}${Number(address.slice(dot)) ^ 1}`;
}
