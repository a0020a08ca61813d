/** `npm run screenshot`: takes the README's pictures of the built page, light and dark. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';

const PORT = 4184;
const SIZE = { width: 1400, height: 2020 };
/** A neuron is open: words, layers, neurons and what one of them does, in one picture. */
const VIEW = '#v=1&neuron=L1.ffn.1184';
const root = fileURLToPath(new URL('..', import.meta.url));

async function serve(): Promise<ChildProcess> {
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const server = spawn(process.execPath, [vite, 'preview', '--port', String(PORT), '--strictPort'], {
    cwd: root,
  });
  await once(server.stdout, 'data');
  return server;
}

const server = await serve();
const browser = await openBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      colorScheme,
      viewport: SIZE,
      deviceScaleFactor: 1.5,
    });
    await page.goto(`http://localhost:${PORT}/${VIEW}`);
    await page.getByTestId('completeness').waitFor();
    await page.locator('.examples-list .fired').nth(20).waitFor();
    await page.getByText(/^Asking what feeds/).waitFor({ state: 'detached' });
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `${root}docs/page-${colorScheme}.png` });
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
}
