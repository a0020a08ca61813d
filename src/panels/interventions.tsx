/** The bar of changes to neurons: a field for new ones, a chip for each, and what takes them back. */

import './interventions.css';
import { useRef, useState } from 'react';
import { parseInterventions } from '../engine/interventions/intervention';
import { useInterventionHistory } from '../state/intervention-history';
import { useViewStore } from '../state/view-store';
import { InterventionChips } from './intervention-chip-list';
import { InterventionField } from './intervention-field';
import { InterventionGrammar } from './intervention-grammar';
import { Segments } from './segments';
import { useUndoKeys } from './use-undo-keys';

export function InterventionsPanel() {
  const interventions = useViewStore(state => state.view.interventions);
  const { canUndo, canRedo } = useInterventionHistory();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState('');
  const [showsGrammar, setShowsGrammar] = useState(false);
  useUndoKeys();
  const hasChanges = interventions !== '';
  return (
    <section className="panel interventions" aria-label="Changes to neurons">
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
      {showsGrammar && (
        <InterventionGrammar
          onTake={example => {
            setDraft(example);
            field.current?.focus();
          }}
        />
      )}
      {(hasChanges || canUndo || canRedo) && (
        <div className="interventions-row">
          {hasChanges && <InterventionChips onGone={() => field.current?.focus()} />}
          <div className="interventions-tools">
            {hasChanges && <MasterSwitch />}
            <HistoryButtons />
            {hasChanges && <ClearButton onCleared={() => field.current?.focus()} />}
          </div>
        </div>
      )}
      {hasChanges && <PatchSource />}
    </section>
  );
}

/** Takes all changes out of force, and keeps them. */
function MasterSwitch() {
  const applied = useViewStore(state => state.view.applied);
  const set = useViewStore(state => state.set);
  return (
    <Segments
      label="Run the model"
      value={applied}
      options={[
        { value: 'on', name: 'With changes' },
        { value: 'off', name: 'Without' },
      ]}
      onChoose={chosen => set({ applied: chosen }, 'push')}
    />
  );
}

function HistoryButtons() {
  const { canUndo, canRedo, undo, redo } = useInterventionHistory();
  return (
    <>
      <StepButton name="Undo" keys="Control+Z" can={canUndo} onStep={undo} />
      <StepButton name="Redo" keys="Control+Shift+Z" can={canRedo} onStep={redo} />
    </>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly can: boolean;
  readonly onStep: () => void;
}

function StepButton({ name, keys, can, onStep }: StepButtonProps) {
  return (
    // A disabled button would lose the focus of who steps back to the beginning.
    <button
      type="button"
      className="tool"
      aria-disabled={!can}
      aria-keyshortcuts={keys}
      onClick={() => can && onStep()}
    >
      {name}
    </button>
  );
}

function ClearButton({ onCleared }: { onCleared: () => void }) {
  const set = useViewStore(state => state.set);
  return (
    <button
      type="button"
      className="tool"
      onClick={() => {
        onCleared();
        set({ interventions: '' }, 'push');
      }}
    >
      Clear
    </button>
  );
}

/** The text that patched activations are taken from. */
function PatchSource() {
  const interventions = useViewStore(state => state.view.interventions);
  const other = useViewStore(state => state.view.other);
  const set = useViewStore(state => state.set);
  if (!parseInterventions(interventions).some(({ change }) => change.kind === 'patch')) return null;
  return (
    <label className="patch-source">
      <span className="dim">Patched activations are those of the text</span>
      <input
        className="patch-text"
        dir="auto"
        spellCheck={false}
        placeholder="Another text, such as one that the model reads otherwise."
        value={other}
        onChange={event => set({ other: event.target.value }, 'replace')}
      />
    </label>
  );
}
