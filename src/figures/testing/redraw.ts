/** Whether a figure that is drawn over an earlier one is what it is when drawn afresh. */

import type { Draw, Variants } from './variants';

/** A drawing that an earlier one shows through: what it is, and what it should be. */
export interface Remnant {
  readonly earlier: string;
  readonly later: string;
  readonly redrawn: string;
  readonly fresh: string;
}

/** Draws each variant over each other one; of those that differ from a fresh drawing, both markups. */
export function remnantsOf(variants: Variants): Remnant[] {
  const all = Object.entries(variants);
  return all.flatMap(([later, drawLater]) => {
    const fresh = markupAfter([drawLater]);
    return all.flatMap(([earlier, drawEarlier]): Remnant[] => {
      const redrawn = markupAfter([drawEarlier, drawLater]);
      return redrawn === fresh ? [] : [{ earlier, later, redrawn, fresh }];
    });
  });
}

/** Draws into one svg of the document, and takes it out again. */
function markupAfter(draws: readonly Draw[]): string {
  const svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  for (const draw of draws) draw(svg);
  svg.remove();
  return markupOf(svg, '');
}

/** An element a line, its attributes in alphabetical order, since theirs is that in which they were first set. */
function markupOf(element: Element, indent: string): string {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
  const inner = [...element.childNodes].map(node =>
    node instanceof Element ? markupOf(node, `${indent}  `) : `${indent}  ${node.textContent}`,
  );
  return [`${indent}<${element.localName}${attributes.join('')}>`, ...inner].join('\n');
}
