/** What the tour needs of a browser, whichever protocol it is driven by. */

export interface Driver {
  /** Name and version, as in "Firefox 153.0". */
  readonly browser: string;
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Value of a JavaScript expression in the page; null where there is none. */
  read<T>(expression: string): Promise<T | null>;
  /** Clicks in the middle of the first element that an XPath finds. */
  click(xpath: string): Promise<void>;
  /** Puts a text in place of what a field holds, and tells the page of it as typing would. */
  fill(xpath: string, text: string): Promise<void>;
  /** Closes the browser and whatever was started for it. */
  close(): Promise<void>;
}

/** A browser that can be looked for; `find` gives the path of its program, or null. */
export interface Candidate {
  readonly name: string;
  /** How to get it, in a clause, as in "install firefox-esr or name one in $FIREFOX". */
  readonly remedy: string;
  readonly find: () => string | null;
  readonly start: (program: string) => Promise<Driver>;
}

/** Milliseconds between two looks at a page. */
const INTERVAL = 100;

/**
 * Waits until an expression is true in the page, however long that takes: the test's own limit ends it. A page that is
 * being loaded has nothing to say yet, so its errors count as "not yet"; the last is told when the limit is over.
 * @throws Error, naming what was waited for, when the signal is aborted
 */
export async function until(driver: Driver, expression: string, signal: AbortSignal): Promise<void> {
  let last = 'it stayed false';
  while (!signal.aborted) {
    try {
      if (await driver.read<boolean>(`Boolean(${expression})`)) return;
      last = 'it stayed false';
    } catch (error) {
      last = String(error);
    }
    await new Promise(resolve => setTimeout(resolve, INTERVAL));
  }
  throw new Error(`${driver.browser} waited in vain for ${expression}: ${last}`);
}
