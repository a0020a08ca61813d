/** What the end-to-end tests call in a page of their own. */

export { cutMarksOf } from './cut';
export { remnantsOf } from './redraw';
export { FIGURES } from './variants';
