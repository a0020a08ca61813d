/** WebKitGTK, driven by Selenium over WebDriver in a window on a virtual screen. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Builder, By, Capabilities, until, type WebDriver } from 'selenium-webdriver';
import type { Driver } from './driver';

/** Longer than any test: waiting is ended by the test, not by the protocol. */
const FOR_EVER = 3_600_000;

/** @param program the path of WebKitWebDriver; what it starts ends with the driver */
export async function startWebKit(program: string): Promise<Driver> {
  const port = await freePort();
  // A group of its own, so that the screen and the driver end together.
  const screen = spawn('xvfb-run', ['-a', program, `--port=${port}`], { stdio: 'ignore', detached: true });
  const driver = await connected(port, screen).catch(error => {
    endGroup(screen);
    throw error;
  });
  await driver.manage().setTimeouts({ pageLoad: FOR_EVER, script: FOR_EVER });
  await driver.manage().window().setRect({ width: 1280, height: 900 });
  const found = async (xpath: string) => {
    const element = await driver.wait(until.elementLocated(By.xpath(xpath)), FOR_EVER);
    await driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', element);
    return element;
  };
  const capabilities = await driver.getCapabilities();
  return {
    browser: `WebKitGTK ${capabilities.getBrowserVersion()}`,
    open: url => driver.get(url),
    reload: () => driver.navigate().refresh(),
    read: expression => driver.executeScript(`return (${expression});`),
    async click(xpath) {
      await driver
        .actions()
        .move({ origin: await found(xpath) })
        .click()
        .perform();
    },
    async fill(xpath, text) {
      const field = await found(xpath);
      await field.clear();
      await field.sendKeys(text);
    },
    async close() {
      await driver.quit().finally(() => endGroup(screen));
    },
  };
}

/** A session, once the driver listens. */
async function connected(port: number, screen: ChildProcess): Promise<WebDriver> {
  const gone = once(screen, 'exit').then(([status]) => {
    throw new Error(`WebKitWebDriver under xvfb-run ended with ${status} before it could be used.`);
  });
  const listening = (async () => {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
      if (answer?.ok) return;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  })();
  await Promise.race([listening, gone]);
  gone.catch(() => {}); // it ends with the session
  const capabilities = new Capabilities({ browserName: 'MiniBrowser' });
  return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (!address || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
