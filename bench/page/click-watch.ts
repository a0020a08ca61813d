/** Runs in the app's page: when what a click on a neuron asked for was painted. */

/** Milliseconds from a click until something was painted; null until it is. */
export interface WatchedClick {
  readonly address: string;
  /** Statistics, histogram, words and tags. */
  facts: number | null;
  /** The first examples' texts, with the token that the index has. */
  texts: number | null;
  /** Those with the activation of every token. */
  activations: number | null;
}

declare global {
  var clicks: WatchedClick[];
}

/**
 * Watches the page from its beginning. A time ends in the second frame after the elements are there: by then the first
 * one is painted. Handed to the page as text, so it refers to nothing outside itself.
 */
export function watchClicks(): void {
  globalThis.clicks = [];
  addEventListener(
    'click',
    event => {
      const row = event.target instanceof Element ? event.target.closest('.neuron') : null;
      const address = row?.querySelector('.address')?.textContent;
      if (!address) return;
      const click: WatchedClick = { address, facts: null, texts: null, activations: null };
      globalThis.clicks.push(click);
      const seen = new Set<string>();
      const observer = new MutationObserver(() => {
        const card = document.querySelector('.neuron-card');
        if (card?.querySelector('h2 code')?.textContent !== address) return;
        const examples = [...card.querySelectorAll('.examples-list:not(details *) > li')];
        const facts =
          card.querySelector('.statistics dd') !== null &&
          card.querySelector('rect.bin') !== null &&
          card.querySelectorAll('.fact-list').length === 3;
        const texts =
          facts && examples.length > 0 && examples.every(each => each.querySelector('.fired-most'));
        const activations = texts && examples.every(each => each.querySelectorAll('.fired').length > 1);
        for (const [what, isThere] of Object.entries({ facts, texts, activations })) {
          if (!isThere || seen.has(what)) continue;
          seen.add(what);
          requestAnimationFrame(() => {
            requestAnimationFrame(() => {
              Object.assign(click, { [what]: performance.now() - event.timeStamp });
            });
          });
        }
        if (seen.size === 3 || globalThis.clicks.at(-1) !== click) observer.disconnect();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    },
    { capture: true },
  );
}
