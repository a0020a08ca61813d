/** The changes to neurons in front of the prediction that they change: a chip for each, and what takes them back. */

import './interventions.css';
import { type RefObject, useRef } from 'react';
import { parseInterventions } from '../engine/interventions/intervention';
import { useInterventionHistory } from '../state/intervention-history';
import { useViewStore } from '../state/view-store';
import { InterventionChips } from './intervention-chip-list';
import { Segments } from './segments';
import { useUndoKeys } from './use-undo-keys';

export function InterventionsBar() {
  const interventions = useViewStore(state => state.view.interventions);
  const { canUndo, canRedo } = useInterventionHistory();
  const undo = useRef<HTMLButtonElement>(null);
  useUndoKeys();
  const hasChanges = interventions !== '';
  if (!hasChanges && !canUndo && !canRedo) return null;
  // What goes away with the focus leaves it to what brings it back.
  const toUndo = () => undo.current?.focus();
  return (
    <section className="panel interventions" aria-label="Changes to neurons">
      <div className="interventions-row">
        <span className="interventions-name" aria-hidden="true">
          {hasChanges ? 'Changed' : 'No changes'}
        </span>
        {hasChanges && <InterventionChips onGone={toUndo} />}
        <div className="interventions-tools">
          {hasChanges && <MasterSwitch />}
          <HistoryButtons undoButton={undo} />
          {hasChanges && <ClearButton onCleared={toUndo} />}
        </div>
      </div>
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

function HistoryButtons({ undoButton }: { undoButton: RefObject<HTMLButtonElement | null> }) {
  const { canUndo, canRedo, undo, redo } = useInterventionHistory();
  return (
    <>
      <StepButton name="Undo" keys="Control+Z" can={canUndo} onStep={undo} button={undoButton} />
      <StepButton name="Redo" keys="Control+Shift+Z" can={canRedo} onStep={redo} />
    </>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly keys: string;
  readonly can: boolean;
  readonly onStep: () => void;
  readonly button?: RefObject<HTMLButtonElement | null>;
}

function StepButton({ name, keys, can, onStep, button }: StepButtonProps) {
  return (
    // A disabled button would lose the focus of who steps back to the beginning.
    <button
      ref={button}
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
