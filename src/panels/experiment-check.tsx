/** Is attribution right? What a ranking says of single neurons against what switching them to the baseline takes away. */

import { useCallback, useMemo, useState } from 'react';
import { checkCsv } from '../figures/check-csv';
import { drawCheckScatter } from '../figures/check-scatter';
import { formatCount, formatSigned } from '../figures/format';
import { MAX_SEED } from '../state/view';
import { useViewStore } from '../state/view-store';
import { ExperimentFrame } from './experiment-frame';
import { type Draw, Figure } from './figure';
import { NumberField } from './number-field';
import type { Anchor } from './piece-tooltip';
import { RankChoice } from './rank-choice';
import { figureLabel } from './sentences-experiments';
import { checkSentence, interval, rho } from './sentences-experiments-check';
import { SitesChoice } from './sites-choice';
import { targetWords } from './target-words';
import { useEscape } from './use-escape';
import { type RecordOf, useExperiment } from './use-experiment';
import { useFigureTheme } from './use-figure-theme';
import { inType } from './use-type-scale';

type CheckRecord = RecordOf<'check'>;

/** Rankings whose values are in units of the target, as effects are. */
const COMPARABLE: ReadonlySet<CheckRecord['ranking']> = new Set([
  'conductance',
  'gradient-x-activation',
  'layer-integrated-gradients',
]);

export function CheckExperiment() {
  const shown = useExperiment('check');
  const [record] = shown.records;
  const selected = useViewStore(state => state.view.neuron);
  const set = useViewStore(state => state.set);
  const theme = useFigureTheme();
  const [point, setPoint] = useState<{ neuron: string; anchor: Anchor } | null>(null);
  const sentence = record ? checkSentence(record, shown.status !== 'running') : '';
  const onPoint = useCallback(
    (neuron: string | null, anchor: Anchor | null) =>
      setPoint(neuron === null || anchor === null ? null : { neuron, anchor }),
    [],
  );
  const onSelect = useCallback(
    (neuron: string) => set({ neuron: neuron === selected ? null : neuron }, 'push'),
    [set, selected],
  );
  const options = useMemo(
    () => ({
      theme,
      unit: record ? (targetWords(record.target, record.untouched.prediction.labels)?.unit ?? '') : '',
      isComparable: record !== undefined && COMPARABLE.has(record.ranking),
      selected,
      label: figureLabel(sentence),
    }),
    [theme, record, selected, sentence],
  );
  const points = record?.points;
  const draw: Draw = useCallback(
    (svg, width) => points && drawCheckScatter(svg, points, { ...options, width, onSelect, onPoint }),
    [points, options, onSelect, onPoint],
  );
  // The saved figure is the same drawing without its controls.
  const draws: Draw[] = useMemo(
    () => [(svg, width) => points && drawCheckScatter(svg, points, { ...options, width })],
    [points, options],
  );
  useEscape(point !== null, () => setPoint(null));
  const pointed = point && points?.find(({ neuron }) => neuron === point.neuron);
  return (
    <ExperimentFrame
      kind="check"
      what="attribution check"
      about="The first neurons of the ranking, and as many random ones, are each set to what they do at the baseline. What the target loses by that is compared with what the ranking says the neuron carries."
      settings={
        <>
          <RankChoice label="Ranking" />
          <SitesChoice />
          <NumberField label="Seed" name="seed" min={0} max={MAX_SEED} />
        </>
      }
      shown={shown}
      missing={null}
      sentence={sentence}
      draws={draws}
      csv={{ contents: 'attribution and effect', write: () => (record ? checkCsv(record) : '') }}
      caption={
        record
          ? `Ranking by ${record.ranking}; random neurons by seed ${record.seed}. Both axes are square-root scales.`
          : ''
      }
      finePrint="Both axes are square-root scales, each fitted to its own values: a tick at 1 is twice as far from zero as one at 0.25. Spearman’s ρ compares the two orders: 1 where they are the same, 0 where they have nothing to do with each other; intervals are at 95 %. Switching one neuron shows what it does while all others stay: neurons that stand in for each other, and those that act together only, lie off the line for any attribution."
    >
      <div translate="no" className="check-figure">
        <Figure draw={draw} />
        {point && pointed && <PointTooltip point={pointed} anchor={point.anchor} />}
      </div>
      {record && <CorrelationTable record={record} />}
    </ExperimentFrame>
  );
}

function PointTooltip({ point, anchor }: { point: CheckRecord['points'][number]; anchor: Anchor }) {
  return (
    // The dot's own label says the same to a screen reader.
    <div
      className="tooltip"
      aria-hidden="true"
      style={{
        insetBlockStart: inType(anchor.y + anchor.height),
        left: `clamp(0px, ${inType(anchor.x)}, 100% - 11rem)`,
      }}
    >
      <p>
        <code translate="no">{point.neuron}</code>
        {point.group === 'random' && <span className="dim"> random</span>}
      </p>
      <p>
        says <strong>{formatSigned(point.attribution)}</strong>, takes{' '}
        <strong>{formatSigned(point.effect)}</strong> away
      </p>
    </div>
  );
}

const GROUPS = [
  ['all', 'all of them'],
  ['top', 'first of the ranking'],
  ['random', 'random ones'],
] as const;

function CorrelationTable({ record }: { record: CheckRecord }) {
  return (
    <div className="value-table count-table">
      <div className="table-frame">
        <table>
          <caption className="visually-hidden">Correlation of attribution and effect</caption>
          <thead>
            <tr>
              <th scope="col">Neurons</th>
              <th scope="col" className="number">
                how many
              </th>
              <th scope="col" className="number">
                Spearman’s ρ
              </th>
              <th scope="col" className="number">
                95 % interval
              </th>
            </tr>
          </thead>
          <tbody>
            {GROUPS.map(([group, name]) => {
              const correlation = record.correlation[group];
              return (
                <tr key={group}>
                  <th scope="row">{name}</th>
                  <td translate="no" className="number">
                    {correlation ? formatCount(correlation.count) : '–'}
                  </td>
                  <td translate="no" className="number">
                    {correlation ? rho(correlation.rho) : '–'}
                  </td>
                  <td translate="no" className="number">
                    {correlation ? interval(correlation) : '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
