/** The measurements in Chromium: the bench page, built and served as the app is. */

import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { onServedSite } from './chromium';
import type { InterventionResults } from './interventions';
import type { HeapResult, LeakResults } from './page/bench-worker';
import type { LoadResult } from './page/load';
import type { PageMemory } from './page/memory';
import type { WaitResults } from './page/waits';
import type { PassResults, PassRounds } from './passes';
import type { SweepResults } from './sweep';
import { LONG_TEXT, MEDIUM_TEXT, SENTENCE } from './texts';

export interface BrowserRounds {
  readonly loads: number;
  readonly waits: number;
  readonly passes: PassRounds;
  readonly sweep: number;
  readonly interventions: number;
  readonly explanations: number;
  /** Whether memory is left out: the browser takes a minute to tell of it, each time. */
  readonly isQuick: boolean;
}

export interface BrowserResults {
  readonly version: string;
  /** In a fresh profile, and on the second visit. */
  readonly cold: readonly LoadResult[];
  readonly cached: readonly LoadResult[];
  readonly waits: WaitResults;
  /** Page and workers after many explanations of a sentence; and, on a page of its own, after a paragraph. */
  readonly memory: { readonly sentence: PageMemory; readonly paragraph: PageMemory } | null;
  readonly leaks: LeakResults;
  /** The wasm heap with neurons, after a paragraph and, in another worker, after the longest text. */
  readonly heap: { readonly paragraph: HeapResult; readonly longest: HeapResult };
  readonly sweep: SweepResults;
  readonly interventions: InterventionResults;
  readonly passes: PassResults;
}

/** Two panels of the longest text's neurons, which follow its words, and a pass of the next. All of them take minutes. */
const LONGEST_EVALUATIONS = 9;

/** Builds the page into a folder and measures there. Throws where no Chromium is found or the page fails. */
export async function measureBrowser(
  root: string,
  outDir: string,
  rounds: BrowserRounds,
  say: (what: string) => void,
): Promise<BrowserResults> {
  const site = {
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'bench', 'page'),
    publicDir: join(root, 'public'),
    logLevel: 'warn' as const,
    build: { outDir, emptyOutDir: true },
  };
  await build(site);
  return onServedSite(site, (browser, url) => measure(browser, url, rounds, say));
}

async function measure(
  browser: Browser,
  url: string,
  rounds: BrowserRounds,
  say: (what: string) => void,
): Promise<BrowserResults> {
  const cold: LoadResult[] = [];
  const cached: LoadResult[] = [];
  say('loading the model');
  for (let i = 1; i < rounds.loads; i++) {
    const { page, close } = await openPage(browser, url);
    cold.push(await load(page));
    cached.push(await reload(page));
    await close();
  }
  const { page, close } = await openPage(browser, url);
  cold.push(await load(page));
  cached.push(await reload(page));
  say('waiting for explanations');
  const waits = await page.evaluate(count => globalThis.bench.waits(count), rounds.waits);
  const sentence = rounds.isQuick ? null : await memoryOf(page, SENTENCE, say);
  await page.evaluate(() => globalThis.bench.unload());
  const memory = sentence && { sentence, paragraph: await memoryOfFresh(browser, url, MEDIUM_TEXT) };
  const heapAfter = (text: string, most: number) =>
    page.evaluate(([what, limit]) => globalThis.bench.heap(what, limit), [text, most] as const);
  const heap = {
    paragraph: await heapAfter(MEDIUM_TEXT, Number.POSITIVE_INFINITY),
    longest: await heapAfter(LONG_TEXT, LONGEST_EVALUATIONS),
  };
  say(`counting tensors over ${rounds.explanations} explanations, twice`);
  const leaks = await page.evaluate(count => globalThis.bench.leaks(count), rounds.explanations);
  say('all neurons against the words alone');
  const sweep = await page.evaluate(count => globalThis.bench.sweep(count), rounds.sweep);
  say('changing neurons');
  const interventions = await page.evaluate(
    count => globalThis.bench.interventions(count),
    rounds.interventions,
  );
  say('hand-written passes against tf.grad');
  const passes = await page.evaluate(count => globalThis.bench.passes(count), rounds.passes);
  await close();
  return {
    version: browser.version(),
    cold,
    cached,
    waits,
    memory,
    leaks,
    heap,
    sweep,
    interventions,
    passes,
  };
}

/** A page in a profile of its own. */
async function openPage(browser: Browser, url: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await page.goto(url);
  return { page, close: () => context.close() };
}

/** A text as the first thing that a page explains. After other texts the heap has grown in other steps. */
async function memoryOfFresh(browser: Browser, url: string, text: string): Promise<PageMemory> {
  const { page, close } = await openPage(browser, url);
  await load(page);
  const memory = await memoryAfter(page, text);
  await close();
  return memory;
}

function memoryOf(page: Page, text: string, say: (what: string) => void): Promise<PageMemory> {
  say('memory, a minute each');
  return memoryAfter(page, text);
}

function memoryAfter(page: Page, text: string): Promise<PageMemory> {
  return page.evaluate(what => globalThis.bench.memory(what), text);
}

function load(page: Page): Promise<LoadResult> {
  return page.evaluate(() => globalThis.bench.load());
}

async function reload(page: Page): Promise<LoadResult> {
  await page.reload();
  return load(page);
}
