/** Where changes to neurons are written; those in force stand above the prediction. */

import './change-neurons.css';
import { useRef, useState } from 'react';
import { InterventionEffect } from './intervention-effect';
import { InterventionField } from './intervention-field';
import { InterventionGrammar } from './intervention-grammar';

export function ChangeNeuronsPanel() {
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState('');
  const [showsGrammar, setShowsGrammar] = useState(false);
  return (
    <section className="panel" aria-labelledby="change-heading">
      <h2 id="change-heading" className="heading">
        Change neurons
      </h2>
      <p className="dim change-intro">
        Switch neurons off, hold them, or turn them up: prediction, words and layers above answer.
      </p>
      <InterventionField field={field} draft={draft} onDraft={setDraft}>
        <button
          type="button"
          className="link-button grammar-button"
          aria-expanded={showsGrammar}
          onClick={() => setShowsGrammar(!showsGrammar)}
        >
          How to write changes
        </button>
      </InterventionField>
      <p className="change-effect">
        <InterventionEffect />
      </p>
      {showsGrammar && (
        <InterventionGrammar
          onTake={example => {
            setDraft(example);
            field.current?.focus();
          }}
        />
      )}
    </section>
  );
}
