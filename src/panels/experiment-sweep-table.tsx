/** The values of a dose–response as a table, for reading and copying. */

import './value-table.css';
import { band, bandName } from '../figures/band';
import { formatActivation, formatNumber } from '../figures/format';
import { quantityName } from './sentences-experiments';
import type { RecordOf } from './use-experiment';

export function SweepTable({ record }: { record: RecordOf<'sweep'> }) {
  const { points, controls, dose, target, untouched } = record;
  const { labels } = untouched.prediction;
  return (
    <details className="value-table">
      <summary>Table of values</summary>
      <div className="table-frame">
        <table>
          <caption className="visually-hidden">The target at each dose</caption>
          <thead>
            <tr>
              <th scope="col">{dose === 'factor' ? 'Factor' : 'Held at'}</th>
              <th scope="col" className="number">
                {quantityName(target, labels)}
              </th>
              <th scope="col" className="number">
                Random controls, {bandName(controls.count)}
              </th>
              <th scope="col" className="number">
                Decision
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(point => (
              <tr key={point.dose}>
                <th scope="row">{formatActivation(point.dose)}</th>
                <td translate="no" className="number">
                  {formatNumber(point.value)}
                </td>
                <td translate="no" className="number">
                  {bandAt(controls.points, point.dose)}
                </td>
                <td translate="no" className="number">
                  {labels[point.logits.indexOf(Math.max(...point.logits))]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function bandAt(points: RecordOf<'sweep'>['controls']['points'], dose: number): string {
  const values = points.find(point => point.dose === dose)?.values ?? [];
  const { low, high } = band([values]);
  return values.length === 0 ? '–' : `${formatNumber(low[0] ?? 0)} to ${formatNumber(high[0] ?? 0)}`;
}
