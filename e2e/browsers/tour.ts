/** A walk through the whole page, with what it says at each stop. The same in every browser. */

import { type Driver, until } from './driver';
import type { Host } from './host';

/** What a browser showed, as texts with their numbers. */
export interface Sights {
  readonly prediction: string;
  /** The heatmap's pieces as a screen reader hears them. */
  readonly words: readonly string[];
  readonly neuron: string;
  readonly experiment: string;
  /** The address that the page offers after all of this. */
  readonly link: string;
}

/** Short, and none of its words is in the default example. */
const SENTENCE = 'A dull, lifeless story with one lovely scene.';
const OTHER_SENTENCE = 'Warm, funny and never boring.';
const NEURON = 'L1.ffn.1184';
const LINES = [
  'The plot is clumsy.',
  'A lovely film.',
  'Nothing works here.',
  'The cast is a joy.',
  'It falls flat.',
  'Funny and warm.',
  'The score is bad.',
  'Such a fresh idea.',
  'An overlong mess.',
  'Quietly moving.',
];

const WORDS = 'section[aria-labelledby="words-heading"]';
const textOf = (selector: string) => `(document.querySelector(${JSON.stringify(selector)})?.innerText ?? '')`;
const testId = (id: string) => `[data-testid="${id}"]`;
const button = (name: string) => `//button[normalize-space()="${name}"]`;

/** Words, a neuron and an experiment of one sentence, each final. */
export async function explained(driver: Driver, host: Host, signal: AbortSignal): Promise<Sights> {
  await driver.open(`${host.url}#v=1&backend=wasm`);
  await finished(driver, signal);
  await driver.fill('//textarea[@id="text"]', SENTENCE);
  await until(driver, shows('lifeless'), signal);
  await finished(driver, signal);
  const prediction = await text(driver, testId('prediction-sentence'));
  const words = await pieces(driver);

  await driver.fill('//input[@aria-label="Find"] | //label[contains(., "Find")]//input', NEURON);
  await until(driver, `document.querySelectorAll('[role="option"]').length === 1`, signal);
  await driver.click('//*[@role="option"]//*[name()="text"][1]');
  await until(driver, `${textOf(testId('neuron-sentence'))}.length > 0`, signal);
  await until(driver, `document.querySelector('.examples-list .fired')`, signal);
  const neuron = await text(driver, testId('neuron-sentence'));

  await driver.click('//button[@role="tab"][normalize-space()="Dose–response"]');
  await until(
    driver,
    `${textOf(testId('experiment-sentence'))}.length > 0 && !document.querySelector('.experiment [role="progressbar"]')`,
    signal,
  );
  const experiment = await text(driver, testId('experiment-sentence'));
  await until(driver, `location.hash.includes('fp=')`, signal);
  const link = await driver.read<string>('location.href');
  return { prediction, words, neuron, experiment, link: link ?? '' };
}

/** What the page shows of a link that another visit made, and what it says where numbers differ. */
export async function reopened(driver: Driver, link: string, signal: AbortSignal) {
  await driver.open('about:blank');
  await driver.open(link);
  await finished(driver, signal);
  await until(driver, `${textOf(testId('experiment-sentence'))}.length > 0`, signal);
  return { words: await pieces(driver), notices: await text(driver, '.notices') };
}

/** The sentence that an index of ten lines ends with. */
export async function indexed(driver: Driver, host: Host, signal: AbortSignal): Promise<string> {
  await driver.open('about:blank');
  await driver.open(`${host.url}#v=1&backend=wasm&neuron=${NEURON}`);
  await finished(driver, signal);
  await driver.click(button('Corpora'));
  await driver.fill('//label[contains(., "pasted here")]//textarea', LINES.join('\n'));
  await driver.click(button('Index it'));
  const ending = `/[^\\n]*is indexed: [^\\n]*/.exec(${textOf('[role="dialog"]')})?.[0]`;
  await until(driver, ending, signal);
  return (await driver.read<string>(ending)) ?? '';
}

/** Whether this browser can keep a page for visits without a server at all. */
export const keepsPages = async (driver: Driver) =>
  (await driver.read<boolean>(`'serviceWorker' in navigator && 'caches' in self`)) === true;

/** What the page makes of a new sentence after a reload for which no server answers. */
export async function offline(driver: Driver, host: Host, signal: AbortSignal): Promise<string> {
  await driver.open(`${host.url}#v=1&backend=wasm`);
  await finished(driver, signal);
  await driver.reload();
  await finished(driver, signal);
  await until(driver, 'navigator.serviceWorker.controller', signal);
  await host.stop();
  await driver.reload();
  await finished(driver, signal);
  await driver.fill('//textarea[@id="text"]', OTHER_SENTENCE);
  await until(driver, shows('Warm'), signal);
  await finished(driver, signal);
  return text(driver, testId('prediction-sentence'));
}

/** Whether the heatmap shows a word. */
const shows = (word: string) => `document.querySelector('${WORDS} svg g.piece[aria-label^="“${word}”"]')`;

/** Final, and nothing newer runs. */
async function finished(driver: Driver, signal: AbortSignal): Promise<void> {
  await until(
    driver,
    `/^(Complete|Not complete)/.test(${textOf(testId('completeness'))}) && !document.querySelector('.stale')`,
    signal,
  );
}

async function pieces(driver: Driver): Promise<string[]> {
  const labels = await driver.read<string[]>(
    `[...document.querySelectorAll('${WORDS} svg g.piece')].map(piece => piece.getAttribute('aria-label'))`,
  );
  return labels ?? [];
}

async function text(driver: Driver, selector: string): Promise<string> {
  return ((await driver.read<string>(textOf(selector))) ?? '').trim();
}
