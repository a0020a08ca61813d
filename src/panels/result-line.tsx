/** The line under the heatmap: how far the computation is, how it ended, and whether it adds up. */

import './result-line.css';
import type { Attribution } from '../engine/explanation/record';
import { formatNumber } from '../figures/format';
import { areWordsAlone, type Result, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { completenessOf } from './completeness';
import { EngineFailure, progressSentence, RetryButton } from './engine-status';
import { METHOD_NAMES } from './names';
import { NeuronsOnTheWay } from './neurons-on-the-way';
import { differenceOf } from './pieces';
import { Prose } from './prose';
import { passesSentence } from './sentences-progress';
import { Explained } from './term';

export function ResultLine() {
  return (
    <div className="result-line">
      <State />
    </div>
  );
}

function State() {
  const engine = useSession(state => state.engine);
  const result = useSession(state => state.result);
  const { status, attribution, progress } = result;
  if (engine.phase === 'failed') return <EngineFailure message={engine.message} />;
  if (attribution && areWordsAlone(result)) {
    return (
      <>
        <CompletenessLine attribution={attribution} />
        <NeuronsOnTheWay />
      </>
    );
  }
  switch (status) {
    case 'empty':
      return null;
    case 'running':
      if (engine.phase === 'starting') return <p>{progressSentence(engine)}</p>;
      return (
        <p>
          {progress ? `Refining, ${passesSentence(progress)} ` : 'Computing '}
          <CancelButton />
        </p>
      );
    case 'failed':
      return (
        <p className="failed">
          {result.error ?? 'The text could not be explained.'}
          {result.stale && attribution && ' The values shown are those from before.'} <RetryButton />
        </p>
      );
    case 'cancelled':
      return (
        <p>
          {cancelledSentence(result)} <RetryButton />
        </p>
      );
    case 'done':
      return attribution && <CompletenessLine attribution={attribution} />;
  }
}

function cancelledSentence({ attribution, rough, stale }: Result): string {
  if (!attribution) return 'Cancelled.';
  if (stale) return 'Cancelled; the values shown are those from before.';
  return rough ? 'Cancelled; the values shown are rough.' : 'Cancelled.';
}

function CancelButton() {
  const cancel = useSession(state => state.cancel);
  return (
    <button type="button" className="button" onClick={cancel}>
      Cancel
    </button>
  );
}

function CompletenessLine({ attribution }: { attribution: Attribution }) {
  const { status, verdict, sentence } = completenessOf(attribution);
  // Words of the other run may stand above.
  const isOfOther = useViewStore(state => state.view.shown !== 'changed');
  const isChanged = useSession(({ result }) => (result.explanation?.interventions.length ?? 0) > 0);
  return (
    <details className="completeness">
      <summary data-testid="completeness">
        <strong className={`verdict-${status}`}>{verdict}</strong> <Prose>{sentence}</Prose>{' '}
        {isChanged && isOfOther && 'All of the changed run. '}
        <span className="more">Details</span>
      </summary>
      <dl>
        {factsOf(attribution).map(([name, value]) => (
          <div key={name}>
            <dt>
              <Explained>{name}</Explained>
            </dt>
            <dd translate="no">
              <Explained>{value}</Explained>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function factsOf(attribution: Attribution): [string, string][] {
  const { method, value, baselineValue, delta, withinTolerance, rule, steps, evaluations, tokens } =
    attribution;
  const difference = differenceOf(attribution);
  const facts: [string, string | null][] = [
    ['attribution', METHOD_NAMES[method]],
    ['completeness', withinTolerance === null ? null : withinTolerance ? 'holds' : 'fails'],
    ['F(x)', formatNumber(value)],
    ['F(baseline)', baselineValue === null ? null : formatNumber(baselineValue)],
    ['ΔF = F(x) − F(baseline)', difference === null ? null : formatNumber(difference)],
    ['Σ attributions', formatNumber(tokens.reduce((sum, each) => sum + each, 0))],
    ['delta = Σ − ΔF', delta === null ? null : delta.toExponential(1).replace('-', '−').replace('e-', 'e−')],
    ['rule', rule],
    ['points', rule === null ? null : String(steps ?? evaluations)],
    ['evaluations', String(evaluations)],
  ];
  return facts.flatMap(([name, fact]) => (fact === null ? [] : [[name, fact] satisfies [string, string]]));
}
