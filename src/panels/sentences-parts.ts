/** What is said of parts of the page that could not be loaded. */

const listed = new Intl.ListFormat('en');

/** What another try met: a host that answers (yet not with the part, or too late for this browser), or none. */
export type Tried = 'answered' | 'unanswered';

/** @param lost what loading the page again would lose, see `unsaved` */
export const losesSentence = (lost: readonly string[]) =>
  `Loading the page again loses ${lost.length === 0 ? 'nothing' : listed.format(lost)}.`;

/**
 * @param names of the parts; a name may come twice
 * @param lost what loading the page again would lose, see `unsaved`
 * @param tried null before another try
 */
export function missingSentence(
  names: readonly string[],
  lost: readonly string[],
  tried: Tried | null,
): string {
  const parts = listed.format(new Set(names));
  const loses = losesSentence(lost);
  const missing = `${parts.charAt(0).toUpperCase()}${parts.slice(1)} could not be loaded`;
  switch (tried) {
    case null:
      return `${missing}: the connection is lost, or a newer version of this page was published. ${loses}`;
    case 'unanswered':
      return `${missing}: the page’s host does not answer; the page stays as it is until another try.`;
    // Firefox does not ask a second time for a file that it did not get.
    case 'answered':
      return `${missing} by this page, although its host answers: load the page again. ${loses}`;
  }
}
