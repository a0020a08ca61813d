/** The built page in every browser that is installed here: each must show what the first shows. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference } from './agreement';
import { CANDIDATES } from './candidates';
import type { Driver } from './driver';
import { type Host, startHost } from './host';
import { explained, indexed, keepsPages, offline, reopened, type Sights } from './tour';

/** What Chromium shows, once it has. */
let expected: Sights | null = null;
let tokens: string | null = null;

for (const { name, remedy, find, start } of CANDIDATES) {
  const program = find();
  if (!program) console.warn(`The page is not opened in ${name}: it is not installed; ${remedy}.`);

  describe.skipIf(!program)(name, () => {
    let driver: Driver;
    let host: Host;
    let sights: Sights;

    beforeAll(async () => {
      host = await startHost();
      driver = await start(program ?? '');
    });

    afterAll(async () => {
      await driver?.close();
      await host?.stop();
    });

    it('explains a sentence, opens a neuron and runs an experiment, with the numbers of Chromium', async ({
      signal,
    }) => {
      sights = await explained(driver, host, signal);
      expect(sights.words.length).toBeGreaterThan(8);
      expected ??= sights;
      expect(difference(sights.prediction, expected.prediction)).toBeNull();
      expect(sights.words).toHaveLength(expected.words.length);
      for (const [at, words] of sights.words.entries())
        expect(difference(words, expected.words[at] ?? '')).toBeNull();
      expect(difference(sights.neuron, expected.neuron)).toBeNull();
      expect(difference(sights.experiment, expected.experiment)).toBeNull();
    });

    it('opens a link again and shows the same, without a notice', async ({ signal }) => {
      const { words, notices } = await reopened(driver, sights.link, signal);
      expect(words).toEqual(sights.words);
      expect(notices).toBe('');
    });

    it('indexes ten lines, of as many tokens as in Chromium', async ({ signal }) => {
      const sentence = await indexed(driver, host, signal);
      expect(sentence).toMatch(/is indexed: \d+ tokens/);
      tokens ??= sentence;
      // A browser that keeps nothing says so behind the count.
      expect(sentence.split('.')[0]).toBe(tokens.split('.')[0]);
    });

    it('explains a new sentence after a reload for which no server answers', async ({ signal, skip }) => {
      if (!(await keepsPages(driver))) {
        const sentence = `${driver.browser} keeps no pages when it is driven: the reload without a server is left out.`;
        console.warn(sentence);
        skip(sentence);
      }
      expect(await offline(driver, host, signal)).toMatch(/positive/);
    });
  });
}
