/**
 * How large the reader wants type: figures are drawn in units of a sixteenth of the root's font size, so that a larger
 * size that is set in the browser enlarges them with the text around them. Saved figures know nothing of it.
 */

import { useSyncExternalStore } from 'react';

/** What browsers start with; at this size a unit is a CSS pixel. */
const USUAL_SIZE = 16;

let scale: number | null = null;
const listeners = new Set<() => void>();

/** CSS pixels a unit. */
export function useTypeScale(): number {
  return useSyncExternalStore(subscribe, current);
}

/** A length in a figure's units, as CSS. */
export const inType = (units: number) => `${units / USUAL_SIZE}rem`;

/** Shows a figure that has been drawn as large as its units are, or smaller where it is given less room. */
export function showInType(svg: SVGSVGElement): void {
  svg.style.width = inType(Number(svg.getAttribute('width')));
  svg.style.height = 'auto';
}

function current(): number {
  scale ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_SIZE;
  return scale;
}

let isWatched = false;

function subscribe(onChange: () => void): () => void {
  if (!isWatched) watch();
  isWatched = true;
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Keeps an element on the page that is as wide as the root's type is large, and notices its changes. */
function watch(): void {
  const probe = document.body.appendChild(document.createElement('div'));
  probe.setAttribute('aria-hidden', 'true');
  Object.assign(probe.style, { position: 'absolute', top: '0', width: '1rem', visibility: 'hidden' });
  new ResizeObserver(() => {
    const before = scale;
    scale = null;
    if (current() !== before) for (const onChange of listeners) onChange();
  }).observe(probe);
}
