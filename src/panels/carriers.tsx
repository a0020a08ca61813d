/** How few neurons carry the score: a line a site, and how many it takes for 50, 80 and 90 %. */

import './carriers.css';
import { useCallback, useMemo } from 'react';
import { CARRIED_SHARES, type Carriers, carriers } from '../engine/neurons/carriers';
import { drawCarriers } from '../figures/carriers';
import { carriersCsv } from '../figures/carriers-csv';
import { formatCount, formatPercent, formatSigned } from '../figures/format';
import { constantSentence } from './constant-score';
import { DownloadMenu } from './download-menu';
import { type Draw, Figure } from './figure';
import { Prose } from './prose';
import { SectionHeading } from './section-heading';
import { carriersSentence } from './sentences-carriers';
import { ofChangedRun } from './sentences-interventions';
import { Explained } from './term';
import { useFigureTheme } from './use-figure-theme';
import { type Neurons, useNeurons } from './use-neurons';
import { Waiting } from './waiting';

const HEADING = 'How few neurons?';
const FINE_PRINT =
  'A neuron counts with its conductance over all tokens. Lines end where they reach the whole score; the neurons left over push and pull against each other. Feed-forward neurons of several blocks are no full cut: what passes through two of them counts twice.';

export function CarriersPanel() {
  const neurons = useNeurons();
  return (
    <section className="panel" aria-labelledby="carriers-heading">
      {neurons?.table.methods.conductance && neurons.measurable !== null ? (
        <Carried neurons={neurons} change={neurons.measurable} />
      ) : (
        <>
          <h2 id="carriers-heading" className="heading">
            {HEADING}
          </h2>
          {neurons ? (
            <p className="say dim">{unknown(neurons)}</p>
          ) : (
            <Waiting className="carriers-reserve">Here neurons are counted.</Waiting>
          )}
        </>
      )}
    </section>
  );
}

/** Why there is nothing to count. */
function unknown({ table, change, constant, explanation }: Neurons): string {
  if (constant !== null)
    return ofChangedRun(explanation.interventions.length > 0, constantSentence(constant));
  return table.methods.conductance && change !== null
    ? `The words cancel out: what is left of the score (${formatSigned(change)}) is too little to count neurons for.`
    : 'Neurons are counted for methods that add up to the score, such as integrated gradients.';
}

function Carried({ neurons, change }: { neurons: Neurons; change: number }) {
  const { table, explanation, isStale, site } = neurons;
  const theme = useFigureTheme();
  const carried = useMemo(() => carriers(table, 'conductance', change), [table, change]);
  const isChanged = explanation.interventions.length > 0;
  const sentence = ofChangedRun(isChanged, carriersSentence(carried, change));
  const selected = carried.some(({ of }) => of === site) ? site : null;
  const figure: Draw = useCallback(
    (svg, width) =>
      drawCarriers(
        svg,
        carried.map(({ of, cumulative }) => ({
          id: of,
          name: of === 'ffn' ? 'all ffn' : of,
          cumulative,
          dashed: of === 'ffn',
        })),
        { width, theme, shares: CARRIED_SHARES, selected, label: sentence },
      ),
    [carried, theme, selected, sentence],
  );
  return (
    <>
      <div className="words-head">
        <SectionHeading id="carriers-heading" name={HEADING} isStale={isStale} text={explanation.text} />
        <DownloadMenu
          what="neuron counts"
          explanation={isStale ? null : explanation}
          draws={[figure]}
          theme={theme}
          caption={['Share of the score that the first neurons of a site carry together, by conductance.']}
          csv={{ contents: 'cumulative shares', write: () => carriersCsv(carried) }}
        />
      </div>
      <p
        className={isStale ? 'say say-reserved outdated' : 'say say-reserved'}
        data-testid="carriers-sentence"
      >
        <Prose>{sentence}</Prose>
      </p>
      <div className={isStale ? 'evidence stale carriers' : 'evidence carriers'}>
        <Figure draw={figure} />
        <CountTable carried={carried} selected={selected} />
      </div>
      <p className="fine-print">
        <Explained>{FINE_PRINT}</Explained>
      </p>
    </>
  );
}

function CountTable({ carried, selected }: { carried: readonly Carriers[]; selected: string | null }) {
  return (
    <div className="value-table count-table">
      <table>
        <caption className="visually-hidden">How many neurons carry these shares of the score</caption>
        <thead>
          <tr>
            <th scope="col">
              <Explained>Site</Explained>
            </th>
            {CARRIED_SHARES.map(share => (
              <th key={share} scope="col" className="number">
                {formatPercent(share)}
              </th>
            ))}
            <th scope="col" className="number">
              of
            </th>
          </tr>
        </thead>
        <tbody>
          {carried.toReversed().map(({ of, counts, cumulative }) => (
            <tr key={of} className={of === selected ? 'selected' : undefined}>
              <th scope="row">
                <code translate="no">{of === 'ffn' ? 'all ffn' : of}</code>
              </th>
              {counts.map((count, at) => (
                <td key={CARRIED_SHARES[at]} translate="no" className="number">
                  {count === null ? '–' : formatCount(count)}
                </td>
              ))}
              <td translate="no" className="number dim">
                {formatCount(cumulative.length)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
