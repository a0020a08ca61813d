/** The terms of a section as one stop of the tab order, of which arrow keys walk the others (a roving tabindex). */

const SECTION = 'section, aside, [role="dialog"]';

/** Leaves one term of each section in the tab order: `current` in its own, in others the one that was, or the first. */
export function arrange(root: ParentNode, current: HTMLElement | null = null): void {
  const chosen = new Map<Element | null, HTMLElement>();
  const terms = [...root.querySelectorAll<HTMLElement>('.term')];
  for (const term of terms) {
    if (isFolded(term)) continue;
    const section = term.closest(SECTION);
    if (term === current || !chosen.has(section) || (term.tabIndex === 0 && chosen.get(section) !== current))
      chosen.set(section, term);
  }
  const stops = new Set(chosen.values());
  for (const term of terms) {
    const tabIndex = stops.has(term) ? 0 : -1;
    if (term.tabIndex !== tabIndex) term.tabIndex = tabIndex;
  }
}

/** The term of the same section that a key leads to from one; null for other keys, and at the ends. */
export function walkTerms(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  from: HTMLElement | null,
): HTMLElement | null {
  if (!from || ctrlKey || metaKey || altKey) return null;
  const terms = [...(from.closest(SECTION)?.querySelectorAll<HTMLElement>('.term') ?? [])].filter(
    term => !isFolded(term),
  );
  const at = terms.indexOf(from);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return terms[at + 1] ?? null;
    case 'ArrowLeft':
    case 'ArrowUp':
      return terms[at - 1] ?? null;
    case 'Home':
      return terms[0] ?? null;
    case 'End':
      return terms.at(-1) ?? null;
    default:
      return null;
  }
}

/** Whether a term is in a part that is folded away. */
function isFolded(term: HTMLElement): boolean {
  const fold = term.closest('details:not([open])');
  return fold !== null && term.closest('summary')?.parentElement !== fold;
}
