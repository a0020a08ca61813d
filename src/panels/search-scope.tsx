/** That a site selected in the layer grid narrows what else is looked at, and how to widen it again. */

import { useViewStore } from '../state/view-store';

interface Props {
  readonly site: string | null;
  /** What it means, as the end of a sentence. */
  readonly is: string;
}

export function SearchScope({ site, is }: Props) {
  const set = useViewStore(state => state.set);
  if (site === null) return null;
  return (
    <p className="search-scope" data-testid="search-scope">
      <code translate="no">{site}</code> is selected: {is}.{' '}
      <button type="button" className="link-button" onClick={() => set({ site: null }, 'push')}>
        Look everywhere
      </button>
    </p>
  );
}
