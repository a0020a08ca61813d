/** How far the rankings by other methods agree with this one at their top. */

import { useMemo, useState } from 'react';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { sharedAtTop } from '../engine/neurons/overlap';
import { type RankedNeuron, rankNeurons } from '../engine/neurons/ranking';
import type { Site } from '../engine/transformer/sites';
import { NEURON_METHOD_NAMES } from './names';
import { Explained } from './term';
import type { Neurons } from './use-neurons';

const TOPS = [10, 50, 100] as const;

interface Props {
  readonly neurons: Neurons;
  readonly rank: NeuronMethod;
  readonly sites: ReadonlySet<Site>;
  /** By `rank`, whatever the sign. */
  readonly ranking: readonly RankedNeuron[];
}

export function Overlaps(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const others = props.neurons.methods.filter(method => method !== props.rank);
  if (others.length === 0) return null;
  return (
    <details className="value-table" onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>Agreement with other rankings</summary>
      {isOpen && <OverlapTable {...props} others={others} />}
    </details>
  );
}

function OverlapTable({ neurons, rank, sites, ranking, others }: Props & { others: NeuronMethod[] }) {
  const { table, span } = neurons;
  const rows = useMemo(
    () =>
      others.map(method => {
        const other = rankNeurons(table, { method, sites, tokens: span, sign: 'both' });
        return { method, shared: TOPS.map(count => sharedAtTop(ranking, other, count)) };
      }),
    [others, table, sites, span, ranking],
  );
  return (
    <div className="table-frame">
      <table>
        <caption className="visually-hidden">
          How many of the first neurons by {NEURON_METHOD_NAMES[rank]} are among the first by other methods
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Explained>{NEURON_METHOD_NAMES[rank]}</Explained> and
            </th>
            {TOPS.map(count => (
              <th key={count} scope="col" className="number">
                of the top {count}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ method, shared }) => (
            <tr key={method}>
              <th scope="row">
                <Explained>{NEURON_METHOD_NAMES[method]}</Explained>
              </th>
              {shared.map((count, at) => (
                <td key={TOPS[at]} translate="no" className="number">
                  {count ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
