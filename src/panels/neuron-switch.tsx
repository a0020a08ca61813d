/** What becomes of one neuron in the forward pass: as it is, off, held at a level of the corpus, or multiplied. */

import './neuron-switch.css';
import { Slider, ToggleGroup } from 'radix-ui';
import { type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Change, formatChange } from '../engine/interventions/intervention';
import { changeAt, type Place, withChange } from '../state/edit-interventions';
import { useViewStore } from '../state/view-store';
import { changeWords } from './intervention-chips';
import { InterventionEffect } from './intervention-effect';
import {
  alsoChangedBy,
  changeOf,
  FACTORS,
  factorChange,
  factorOf,
  HOLD_LEVELS,
  levelOf,
  modeOf,
  placeOf,
} from './neuron-changes';

const MODES = ['as-is', 'off', 'mean', 'hold', 'factor'] as const;
const MODE_NAMES: Readonly<Record<(typeof MODES)[number], string>> = {
  'as-is': 'as is',
  off: 'off',
  mean: 'mean',
  hold: 'hold at',
  factor: 'factor',
};

interface Props {
  readonly address: string;
  /** Whether the corpus says what the neuron's mean and levels are. */
  readonly hasCorpus: boolean;
}

export function NeuronSwitch({ address, hasCorpus }: Props) {
  const place = placeOf(address);
  return place && <PlaceSwitch place={place} address={address} hasCorpus={hasCorpus} />;
}

function PlaceSwitch({ place, address, hasCorpus }: Props & { readonly place: Place }) {
  const { interventions, applied } = useViewStore(
    useShallow(({ view: { interventions, applied } }) => ({ interventions, applied })),
  );
  const set = useViewStore(state => state.set);
  const thumb = useRef<HTMLSpanElement>(null);
  const change = changeAt(interventions, place);
  const mode = modeOf(change);
  const others = alsoChangedBy(interventions, place);

  // Of the list as it is then: the slider may be a moment late.
  const commit = (next: Change | null) => {
    const list = useViewStore.getState().view.interventions;
    set({ interventions: withChange(list, place, next), applied: 'on' }, 'push');
  };

  function choose(chosen: string) {
    const next = MODES.find(each => each === chosen);
    if (!next) return;
    commit(changeOf(next));
    if (next === 'factor') thumb.current?.focus();
  }

  return (
    <div
      className={applied === 'off' && interventions !== '' ? 'neuron-switch out-of-force' : 'neuron-switch'}
    >
      <div className="neuron-switch-row">
        <ToggleGroup.Root
          type="single"
          className="switch"
          aria-label={`What ${address} does`}
          value={mode}
          onValueChange={choose}
        >
          {MODES.map(each => (
            <ToggleGroup.Item
              key={each}
              value={each}
              className="switch-item"
              disabled={needsCorpus(each) && !hasCorpus}
              title={needsCorpus(each) && !hasCorpus ? 'There is no index that knows its levels.' : undefined}
            >
              {MODE_NAMES[each]}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        {mode === 'hold' && <LevelSelect change={change} onChange={commit} />}
        {mode === 'other' && change && (
          <code translate="no" title={`${address}${formatChange(change)}`}>
            {changeWords(change)}
          </code>
        )}
      </div>
      <FactorSlider
        thumb={thumb}
        factor={factorOf(change)}
        onCommit={factor => commit(factorChange(factor))}
      />
      <p className="neuron-effect" role="status">
        <InterventionEffect />
      </p>
      {others.length > 0 && (
        <p className="fine-print">
          Also changed by <code translate="no">{others.join('; ')}</code>.
        </p>
      )}
    </div>
  );
}

const needsCorpus = (mode: (typeof MODES)[number]) => mode === 'mean' || mode === 'hold';

/** The level of the corpus at which the neuron is held. */
function LevelSelect({ change, onChange }: { change: Change | null; onChange: (change: Change) => void }) {
  const level = levelOf(change) ?? HOLD_LEVELS[0];
  const levels = (HOLD_LEVELS as readonly string[]).includes(level) ? HOLD_LEVELS : [level, ...HOLD_LEVELS];
  return (
    <select
      className="flat-select"
      aria-label="Hold at"
      value={level}
      onChange={event => {
        const chosen = levels.find(each => each === event.target.value);
        if (chosen) onChange({ kind: 'set', to: chosen });
      }}
    >
      {levels.map(each => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}

interface FactorSliderProps {
  readonly thumb: RefObject<HTMLSpanElement | null>;
  /** Null where the neuron is changed in another way. */
  readonly factor: number | null;
  readonly onCommit: (factor: number) => void;
}

/** Milliseconds without a key press after which the factor that keys led to is taken: one step to undo, not many. */
const KEYS_PAUSE = 400;

/** Takes the factor when it is let go, or when keys rest; until then it is shown only. */
function FactorSlider({ thumb, factor, onCommit }: FactorSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [seen, setSeen] = useState(factor);
  if (seen !== factor) {
    setSeen(factor);
    setDragged(null);
  }
  const byKey = useRef(false);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly end: () => void } | null>(
    null,
  );
  const take = useCallback(() => {
    const { timer, end } = waiting.current ?? {};
    waiting.current = null;
    clearTimeout(timer);
    end?.();
  }, []);
  useEffect(() => take, [take]);
  function commit(reached: number) {
    clearTimeout(waiting.current?.timer);
    waiting.current = { end: () => onCommit(reached), timer: setTimeout(take, KEYS_PAUSE) };
    if (!byKey.current) take();
  }
  const id = useId();
  const { least, most, step } = FACTORS;
  const shown = dragged ?? factor;
  const written = shown === null ? '–' : `× ${String(shown).replace('-', '−')}`;
  return (
    <div className="factor">
      <span id={id} className="dim">
        Factor
      </span>
      <div className="factor-frame">
        <Slider.Root
          className="slider"
          min={least}
          max={most}
          step={step}
          value={[Math.min(most, Math.max(least, shown ?? 1))]}
          onValueChange={([value = 1]) => setDragged(value)}
          onValueCommit={([value = 1]) => commit(value)}
          onKeyDown={() => {
            byKey.current = true;
          }}
          onPointerDown={() => {
            byKey.current = false;
          }}
          onBlur={take}
        >
          <Slider.Track className="slider-track" />
          <Slider.Thumb
            ref={thumb}
            className={shown === null ? 'slider-thumb slider-idle' : 'slider-thumb'}
            aria-labelledby={id}
            aria-valuetext={shown === null ? 'changed in another way' : written}
          />
        </Slider.Root>
        <div className="factor-scale dim" aria-hidden="true">
          {[least, 0, 1, most].map(at => (
            <span key={at} style={{ insetInlineStart: `${(100 * (at - least)) / (most - least)}%` }}>
              {String(at).replace('-', '−')}
            </span>
          ))}
        </div>
      </div>
      <span className="factor-value">{written}</span>
    </div>
  );
}
