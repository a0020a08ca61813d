/** The field in which changes to neurons are written; what the grammar cannot read stays in it, with the reason. */

import { type FormEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { checkInterventions, parseInterventions } from '../engine/interventions/intervention';
import { withAppended } from '../state/edit-interventions';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  /** What stands beside the field. */
  readonly children: ReactNode;
}

export function InterventionField({ field, draft, onDraft, children }: Props) {
  const [error, setError] = useState<string | null>(null);
  const id = useId();

  function add(event: FormEvent) {
    event.preventDefault();
    if (draft.trim() === '') return;
    try {
      addToView(draft);
      onDraft('');
      setError(null);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
  }

  return (
    <form className="intervention-form" onSubmit={add}>
      <label className="choice intervention-label">
        <span className="visually-hidden">Change neurons</span>
        <input
          ref={field}
          type="text"
          className="intervention-input"
          placeholder="L3.ffn.812=0"
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="done"
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : id}
          value={draft}
          onChange={event => {
            onDraft(event.target.value);
            setError(null);
          }}
        />
      </label>
      <button type="submit" className="button">
        Add
      </button>
      {children}
      <p id={id} className="failed intervention-error" role="alert">
        {error}
      </p>
    </form>
  );
}

/** Puts the changes behind those of the view, in force. Throws where the grammar, model or text lack what they name. */
function addToView(text: string) {
  const { view, set } = useViewStore.getState();
  const { engine, result } = useSession.getState();
  const interventions = withAppended(view.interventions, text);
  const count = result.tokens && result.text === view.text ? result.tokens.length : null;
  if (engine.phase === 'ready') checkInterventions(parseInterventions(text), engine.model.sites, count);
  set({ interventions, applied: 'on' }, 'push');
}
