/** What each member of a set that flips the decision does when it alone is put back. */

import './value-table.css';
import { formatTick } from '../figures/format';
import type { RecordOf } from './use-experiment';

export function FlipTable({ record }: { record: RecordOf<'flip'> }) {
  const { labels } = record.untouched.prediction;
  return (
    <details className="value-table">
      <summary>What each member does when it is put back</summary>
      <div className="table-frame">
        <table>
          <caption className="visually-hidden">
            The prediction with the set switched off but for one member
          </caption>
          <thead>
            <tr>
              <th scope="col">Put back</th>
              <th scope="col">Prediction</th>
              {labels.map(label => (
                <th key={label} scope="col" className="number">
                  logit {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.spared.map(({ neuron, label, logits }) => (
              <tr key={neuron}>
                <th scope="row">
                  <code translate="no">{neuron}</code>
                </th>
                <td translate="no">{label}</td>
                {labels.map((name, at) => (
                  <td key={name} translate="no" className="number">
                    {formatTick(logits[at] ?? 0, 0.01)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
