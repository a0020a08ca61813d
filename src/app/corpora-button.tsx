/** Opens the user's corpora; while one is indexed, says how far it is. */

import { useCorpora } from '../state/corpora';

export function CorporaButton() {
  const show = useCorpora(state => state.show);
  const progress = useCorpora(state => state.progress);
  const { event } = progress ?? {};
  const share = event?.stage === 'reading' ? Math.floor((100 * event.words) / event.ofWords) : null;
  return (
    <button type="button" className="pill" onClick={() => show(true)}>
      {progress === null ? 'Corpora' : share === null ? 'Indexing …' : `Indexing ${share} %`}
    </button>
  );
}
