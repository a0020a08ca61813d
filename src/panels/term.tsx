/** A term that explains itself, and texts whose terms do; definitions come with `glossary-layer.tsx`. */

import { Fragment } from 'react';
import { create } from 'zustand';
import type * as Glossary from './glossary';

/** The glossary, once it is loaded; until then its terms are plain text. */
export const useGlossary = create<{ readonly loaded: typeof Glossary | null }>(() => ({ loaded: null }));

interface TermProps {
  readonly name: Glossary.TermName;
  readonly children: string;
}

/** Of the terms of a section only one is in the tab order; arrow keys walk the others. */
export function Term({ name, children }: TermProps) {
  return (
    <button
      type="button"
      className="term"
      data-term={name}
      aria-describedby={`term-${name}`}
      // The layer makes the first of each section reachable.
      tabIndex={-1}
    >
      {children}
    </button>
  );
}

/** A text; the first mention of each term in it explains the term. */
export function Explained({ children }: { children: string }) {
  const glossary = useGlossary(state => state.loaded);
  if (!glossary) return children;
  return glossary.mentions(children).map(({ text, term }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
    <Fragment key={at}>{term ? <Term name={term}>{text}</Term> : text}</Fragment>
  ));
}
