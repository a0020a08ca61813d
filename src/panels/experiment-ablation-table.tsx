/** The rankings beside each other: how far the target falls, and how often the decision flips. */

import './value-table.css';
import type { AblationAverage } from '../engine/experiments/ablation-average';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { formatCount, formatNumber, formatPercent } from '../figures/format';
import { NEURON_METHOD_NAMES } from './names';
import { byArea, flippedByChance, meanOf } from './sentences-experiments-ablation';
import { Explained } from './term';

/** Numbers of neurons off that the table tells of, where they were measured. */
const TOLD = [10, 100];

interface Props {
  readonly average: AblationAverage;
  readonly selected: NeuronMethod;
}

export function AblationTable({ average, selected }: Props) {
  const { counts, controls, curves, texts } = average;
  const told = TOLD.flatMap(count => {
    const at = counts.indexOf(count);
    return at < 0 ? [] : [{ count, at }];
  });
  const bottomOf = (ranking: NeuronMethod) =>
    curves.find(curve => curve.ranking === ranking && curve.order === 'bottom')?.area;
  const chance = flippedByChance(average);
  return (
    <div className="value-table count-table">
      <div className="table-frame experiment-table">
        <table>
          <caption className="visually-hidden">
            Rankings, the one that finds what holds the target first: areas, and the target with neurons off
          </caption>
          <thead>
            <tr>
              <th scope="col">Ranking</th>
              <th scope="col" className="number">
                <Explained>Area, top</Explained>
              </th>
              <th scope="col" className="number">
                bottom
              </th>
              {told.map(({ count }) => (
                <th key={count} scope="col" className="number">
                  {formatCount(count)} off
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byArea(average).map(({ ranking, area, values, flipped }) => {
              const bottom = bottomOf(ranking);
              return (
                <tr key={ranking} className={ranking === selected ? 'selected' : undefined}>
                  <th scope="row">
                    <Explained>{NEURON_METHOD_NAMES[ranking]}</Explained>
                  </th>
                  <td translate="no" className="number">
                    {formatNumber(area)}
                  </td>
                  <td translate="no" className="number">
                    {bottom === undefined ? '–' : formatNumber(bottom)}
                  </td>
                  {told.map(({ count, at }) => (
                    <ValueCell
                      key={count}
                      value={values[at] ?? 0}
                      flipped={texts === 1 ? oneFlip(flipped[at] ?? 0) : shareFlipped(flipped[at] ?? 0)}
                    />
                  ))}
                </tr>
              );
            })}
            {controls.values.length > 0 && (
              <tr className="dim">
                <th scope="row">random order, mean</th>
                <td translate="no" className="number">
                  {formatNumber(meanOf(controls.areas))}
                </td>
                <td translate="no" className="number">
                  –
                </td>
                {told.map(({ count, at }) => (
                  <ValueCell
                    key={count}
                    value={meanOf(controls.values.map(values => values[at] ?? 0))}
                    flipped={shareFlipped(chance[at] ?? 0)}
                  />
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The target's value, and in front of it whether or how often the decision has flipped, so that values stay aligned. */
function ValueCell({ value, flipped }: { value: number; flipped: string }) {
  return (
    <td translate="no" className="number">
      <span className="dim">{flipped}</span> {formatNumber(value)}
    </td>
  );
}

const oneFlip = (share: number) => (share > 0 ? 'flipped' : '');
const shareFlipped = (share: number) => (share > 0 ? `${formatPercent(share)} flipped` : '');
