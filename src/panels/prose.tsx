/** A generated sentence whose data a translator of pages leaves alone: quoted words, addresses of neurons, numbers. */

import { Fragment } from 'react';

/** Quoted words, an address or site, a special token, a number with its sign and unit. */
const DATA =
  /(“[^”]*”|\bL\d+\.[a-z]+(?:\.[\w{},-]+)?(?:@[\w{},-]+)?|\bemb(?:\.\d+)?\b|\[[A-Z]+\]|[+−-]?\d[\d,.]*(?:e[+−-]?\d+)?(?:\u00A0| )?%?)/;

export function Prose({ children }: { readonly children: string }) {
  return children.split(DATA).map((part, index) => (
    // Every other part is what was found.
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence.
    <Fragment key={index}>{index % 2 === 1 ? <span translate="no">{part}</span> : part}</Fragment>
  ));
}
