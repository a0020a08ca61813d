/** Files that are dropped anywhere on the page: what dropping does, and what is offered of them then. */

import './dropped-files.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { EXPORT_ENDING, useCorpora } from '../state/corpora';
import { useDrops } from '../state/drops';
import { DroppedOffer } from './dropped-offer';
import { type ReadFiles, readDropped } from './dropped-texts';
import { heldSentence } from './sentences-dropped';

export function DroppedFiles() {
  const { held, files, take, fail } = useDrops();
  const isOpen = useCorpora(state => state.isOpen);
  const isIndexing = useCorpora(state => state.progress !== null);
  const [reading, setReading] = useState<string | null>(null);
  const [offer, setOffer] = useState<ReadFiles | null>(null);
  const newest = useRef(0);

  const receive = useEffectEvent(async () => {
    const dropped = take();
    if (dropped.length === 0) return;
    newest.current += 1;
    const turn = newest.current;
    const isNewest = () => turn === newest.current;
    if (useCorpora.getState().isOpen || dropped.some(({ name }) => name.endsWith(EXPORT_ENDING))) {
      setReading(null);
      setOffer(null);
      useCorpora.getState().give(dropped);
      return;
    }
    const read = await readDropped(dropped, name => isNewest() && setReading(name));
    if (!isNewest()) return;
    setReading(null);
    // What can be taken stays on offer, whatever cannot.
    if (read.readable.length > 0) setOffer(read);
    else fail(read.failures);
  });
  useEffect(() => {
    if (files.length > 0) void receive();
  }, [files]);

  const place = isOpen ? (isIndexing ? 'later' : 'corpora') : 'page';
  const sentence = held ? heldSentence(held, place) : reading === null ? '' : `Reading ${reading} …`;
  return (
    <>
      <div className={sentence === '' ? 'drop-overlay' : 'drop-overlay drop-overlay-shown'}>
        <p role="status">{sentence}</p>
      </div>
      {offer && <DroppedOffer offer={offer} onClose={() => setOffer(null)} />}
    </>
  );
}
