/** What is said of parts of the page that could not be loaded. */

const listed = new Intl.ListFormat('en');

/**
 * @param names of the parts; a name may come twice
 * @param lost what loading the page again would lose, see `unsaved`
 */
export function missingSentence(names: readonly string[], lost: readonly string[]): string {
  const parts = listed.format(new Set(names));
  const loses = lost.length === 0 ? 'nothing' : listed.format(lost);
  return `${parts.charAt(0).toUpperCase()}${parts.slice(1)} could not be loaded: the connection is lost, or a newer version of this page was published. Loading the page again loses ${loses}.`;
}
