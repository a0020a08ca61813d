/** The choices behind the word figure: method, baseline, rule, target, and whether words or tokens are shown. */

import { useShallow } from 'zustand/react/shallow';
import { BASELINES, METHODS, predictedLabel, RULES } from '../engine/explanation/record';
import { useSession } from '../state/session';
import { MAX_STEPS, MIN_STEPS, UNITS, type Unit } from '../state/view';
import { useViewStore } from '../state/view-store';
import { Choice } from './choice';
import { BASELINE_NAMES, METHOD_NAMES, RULE_NAMES } from './names';
import { NumberField } from './number-field';
import { Segments } from './segments';
import { allTargets } from './target-words';
import { useStalePrediction } from './use-stale-prediction';

const UNIT_NAMES: Readonly<Record<Unit, string>> = { words: 'Words', tokens: 'Tokens' };

export function WordControls() {
  const { method, baseline, rule } = useViewStore(
    useShallow(({ view: { method, baseline, rule } }) => ({ method, baseline, rule })),
  );
  const set = useViewStore(state => state.set);
  const followsPath = method === 'integrated-gradients';
  return (
    <div className="controls">
      <Choice
        label="Method"
        value={method}
        options={METHODS.map(value => ({ value, name: METHOD_NAMES[value] }))}
        onChoose={chosen => set({ method: chosen }, 'push')}
      />
      <TargetChoice />
      {followsPath && (
        <>
          <Choice
            label="Baseline"
            value={baseline}
            options={BASELINES.map(value => ({ value, name: BASELINE_NAMES[value] }))}
            onChoose={chosen => set({ baseline: chosen }, 'push')}
          />
          <Choice
            label="Rule"
            value={rule}
            options={RULES.map(value => ({ value, name: RULE_NAMES[value] }))}
            onChoose={chosen => set({ rule: chosen }, 'push')}
          />
        </>
      )}
      {followsPath && rule !== 'adaptive' && (
        <NumberField label="Steps" name="steps" min={MIN_STEPS} max={MAX_STEPS} />
      )}
    </div>
  );
}

/** Leaves the target to the prediction. */
const AUTOMATIC = 'automatic';

function TargetChoice() {
  const target = useViewStore(state => state.view.target);
  const set = useViewStore(state => state.set);
  // The target is fixed by what the model says without interventions.
  const prediction = useSession(({ result }) => result.untouchedPrediction ?? result.prediction);
  const labels = useSession(({ engine, result }) =>
    engine.phase === 'ready' ? engine.model.labels : result.prediction?.labels,
  );
  const targets = allTargets(labels ?? []);
  const isStale = useStalePrediction();
  const predicted = prediction && !isStale ? ` (${prediction.labels[predictedLabel(prediction)]})` : '';
  const unlisted =
    target !== null && !targets.some(({ value }) => value === target)
      ? [{ value: target, name: target }]
      : [];
  return (
    <Choice
      label="Target"
      value={target ?? AUTOMATIC}
      options={[{ value: AUTOMATIC, name: `predicted${predicted}` }, ...targets, ...unlisted]}
      onChoose={chosen => set({ target: chosen === AUTOMATIC ? null : chosen }, 'push')}
    />
  );
}

/** Words or tokens. */
export function UnitSwitch() {
  const unit = useViewStore(state => state.view.unit);
  const set = useViewStore(state => state.set);
  return (
    <Segments
      label="Unit"
      value={unit}
      options={UNITS.map(value => ({ value, name: UNIT_NAMES[value] }))}
      onChoose={chosen => set({ unit: chosen }, 'push')}
    />
  );
}
