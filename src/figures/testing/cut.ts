/** Whether a figure keeps within its svg, beyond which the page may cut it. */

import type { Variants } from './variants';

/** What sticks out is less than can be seen. */
const TOLERANCE = 1;

/** The texts and marks that are cut at an edge of their figure, each with the variant and by how many pixels. */
export function cutMarksOf(variants: Variants): string[] {
  return Object.entries(variants).flatMap(([name, draw]) => {
    const svg = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
    // A figure is as wide as it says, which a box around it must not change.
    svg.style.flex = 'none';
    draw(svg);
    const edges = svg.getBoundingClientRect();
    const cut = [...svg.querySelectorAll('text, rect, circle, path.line')].flatMap(mark => {
      const { left, right, top, bottom, width } = mark.getBoundingClientRect();
      const beyond = Math.max(edges.left - left, right - edges.right, edges.top - top, bottom - edges.bottom);
      if (width === 0 || beyond <= TOLERANCE) return [];
      return [`${name}: ${mark.localName} “${mark.textContent}” by ${beyond.toFixed(1)}`];
    });
    svg.remove();
    return cut;
  });
}
