import { expect, type Page, test, type Worker } from '@playwright/test';
import { ExplainerPage } from './page';

/** Lets the page's own time pass, in which it watches its worker, until it says something; the worker's goes on as it does. */
async function untilSaid(page: Page, sentence: string): Promise<void> {
  const said = page.locator('.notices', { hasText: sentence });
  await expect(async () => {
    await page.clock.runFor(5000);
    await expect(said).toBeVisible({ timeout: 200 });
  }).toPass();
}

test('a worker that blocks while its threads start is replaced, once more with threads, then without', async ({
  page,
}) => {
  let blocked = 0;
  await page.route('**/assets/wasm-*.js', async route => {
    const response = await route.fetch();
    const body = await response.text();
    if (blocked === 2) return route.fulfill({ response, body });
    blocked += 1;
    // What Firefox does now and then: `new Worker` never returns.
    return route.fulfill({ response, body: `${body}\nself.Worker=function(){for(;;);};` });
  });
  await page.clock.install();
  await page.goto('/#v=1&backend=wasm&text=so+dull');
  const badge = page.getByTestId('backend-badge');
  // The page's time is hurried once the worker has come that far in its own.
  await expect.poll(() => blocked).toBe(1);
  await untilSaid(
    page,
    'Nothing was heard of the start of wasm for 15 s; wasm is tried once more, in a new worker.',
  );
  await expect.poll(() => blocked).toBe(2);
  await untilSaid(page, 'Nothing was heard of the start of wasm for 45 s; wasm with one thread is tried.');
  await page.clock.resume();
  await new ExplainerPage(page).finished();
  expect(blocked).toBe(2);
  await expect(page.locator('.notices')).not.toContainText('Nothing was heard');
  await expect(badge).toHaveText('wasm · 1 thread');
  await badge.click();
  await expect(page.getByRole('dialog')).toContainText(
    'Chosen by you; wasm did not start: nothing was heard of it for 15 s, then for 45 s; ' +
      'SIMD, 1 thread, since the threads did not start.',
  );
});

/** Has every worker run a script before it tries WebGL. */
async function beforeWebgl(page: Page, script: string): Promise<void> {
  await page.route('**/assets/webgl-*.js', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

test('a GPU that is lost while it computes gives way to wasm, which answers', async ({ page }) => {
  await beforeWebgl(
    page,
    `self.contexts = [];
     const make = OffscreenCanvas.prototype.getContext;
     OffscreenCanvas.prototype.getContext = function (...args) {
       const context = make.apply(this, args);
       if (context) self.contexts.push(context);
       return context;
     };`,
  );
  const workers: Worker[] = [];
  page.on('worker', worker => workers.push(worker));
  await page.goto('/#v=1&backend=webgl&text=so+dull');
  const badge = page.getByTestId('backend-badge');
  await expect(badge).toHaveText('webgl');
  await workers[0]?.evaluate(() => {
    const { contexts } = globalThis as unknown as { contexts: WebGL2RenderingContext[] };
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await expect(page.locator('.notices')).toContainText(
    'While it computed, the browser took the GPU away (its WebGL context was lost); it goes on without.',
  );
  await expect(badge).toHaveText(/^wasm/);
  await new ExplainerPage(page).finished();
  await badge.click();
  await expect(page.getByRole('dialog')).toContainText(
    'Webgl was given up, since the browser took the GPU away; SIMD',
  );
});

test('a GPU that computes with 16 bits is passed over', async ({ page }) => {
  await beforeWebgl(
    page,
    `const has = WebGL2RenderingContext.prototype.getExtension;
     WebGL2RenderingContext.prototype.getExtension = function (name) {
       return name === 'EXT_color_buffer_float' ? null : has.call(this, name);
     };`,
  );
  await page.goto('/#v=1&backend=webgl&text=so+dull');
  const badge = page.getByTestId('backend-badge');
  await expect(badge).toHaveText(/^wasm ·/);
  await badge.click();
  await expect(page.getByRole('dialog')).toContainText(
    'Webgl did not start: it computes with numbers of 16 bits, 32 are needed; SIMD',
  );
});
