/** Copies the link to what is on screen; where that cannot be, shows it to be copied by hand. */

import { useEffect, useRef, useState } from 'react';
import { linkTo, tooLongSentence } from '../state/permalink';
import { useViewStore } from '../state/view-store';

type Outcome =
  | { readonly kind: 'copied' }
  | { readonly kind: 'by-hand'; readonly link: string; readonly why: string }
  /** No browser would open the link. */
  | { readonly kind: 'none'; readonly why: string };

/** How long the confirmation stays, in milliseconds. */
const CONFIRMATION_TIME = 4000;

export function ShareButton() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    if (outcome?.kind !== 'copied') return;
    const timer = setTimeout(() => setOutcome(null), CONFIRMATION_TIME);
    return () => clearTimeout(timer);
  }, [outcome]);

  return (
    <>
      <button type="button" className="pill pill-primary" onClick={() => share().then(setOutcome)}>
        Share
      </button>
      <div className="share-outcome" role="status">
        {outcome?.kind === 'copied' && <p className="toast">Link copied.</p>}
        {outcome?.kind === 'by-hand' && (
          <LinkByHand why={outcome.why} link={outcome.link} onClose={() => setOutcome(null)} />
        )}
        {outcome?.kind === 'none' && (
          <div className="toast">
            <p>{outcome.why}</p>
            <button type="button" className="button" onClick={() => setOutcome(null)}>
              Close
            </button>
          </div>
        )}
      </div>
    </>
  );
}

async function share(): Promise<Outcome> {
  const { view, fingerprint } = useViewStore.getState();
  const base = window.location.href;
  const link = linkTo(base, view, fingerprint);
  if (link === null) return { kind: 'none', why: tooLongSentence(view) };
  try {
    await navigator.clipboard.writeText(link);
    return { kind: 'copied' };
  } catch {
    return { kind: 'by-hand', link, why: 'The browser did not let the link be copied. Here it is:' };
  }
}

function LinkByHand({ why, link, onClose }: { why: string; link: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div className="toast">
      <p>{why}</p>
      <div className="share-field">
        <input
          ref={field}
          className="link-field"
          aria-label="Link to this view"
          readOnly
          value={link}
          onFocus={event => event.target.select()}
          onKeyDown={event => event.key === 'Escape' && onClose()}
        />
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
