/** What an index knows of a neuron beside examples: words, parts of speech, neurons like it, statistics. */

import { FEWEST_TOKENS } from '../engine/corpus/correlation-interval';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import { counted } from '../engine/counted';
import { formatActivation, formatPercent, formatSigned } from '../figures/format';
import { TAG_NAMES } from './sentences-neuron';
import { Explained } from './term';

interface Props {
  readonly record: NeuronRecord;
  readonly onNeuron: (address: string) => void;
}

export function NeuronFacts({ record, onNeuron }: Props) {
  const { words, tags, similar, correlationTokens, statistics, quantiles, corpus } = record;
  return (
    <>
      <div className="neuron-columns">
        <div>
          <h3>
            <Explained>Top words</Explained>
          </h3>
          {words.length === 0 && <p className="dim">None stands out.</p>}
          <ul className="fact-list">
            {words.map(({ word, score }) => (
              <li key={word}>
                <i translate="no">{word}</i>{' '}
                <span translate="no" className="number">
                  {score.toFixed(2)}
                </span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>
            <Explained>Parts of speech</Explained>
          </h3>
          {tags.length === 0 && <p className="dim">The corpus has none.</p>}
          <ul className="fact-list">
            {tags.map(({ tag, averagePrecision, prevalence, sign }) => (
              <li key={tag}>
                {sign > 0 ? '' : 'low for '}
                {TAG_NAMES[tag]}{' '}
                <span translate="no" className="number">
                  {averagePrecision.toFixed(2)}
                </span>{' '}
                <span className="dim">({prevalence.toFixed(2)})</span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>
            <Explained>Moves with</Explained>
          </h3>
          {similar.length === 0 && <p className="dim">{noCorrelation(correlationTokens)}</p>}
          <ul className="fact-list">
            {similar.map(({ neuron, correlation, low, high }) => (
              <li key={neuron}>
                <button type="button" className="link-button" onClick={() => onNeuron(neuron)}>
                  <code translate="no">{neuron}</code>
                </button>{' '}
                <span translate="no" className="number">
                  ρ {formatSigned(correlation)}
                </span>{' '}
                <span translate="no" className="dim number">
                  ({formatSigned(low)} to {formatSigned(high)})
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <details className="band">
        <summary>Statistics</summary>
        <dl className="statistics">
          {Object.entries({
            mean: statistics.mean,
            'standard deviation': statistics.deviation,
            skewness: statistics.skewness,
            'excess kurtosis': statistics.kurtosis,
            minimum: statistics.minimum,
            ...Object.fromEntries(
              quantiles.map(({ share, value }) => [`${formatPercent(share)} are below`, value]),
            ),
            maximum: statistics.maximum,
          }).map(([name, value]) => (
            <div key={name}>
              <dt>
                <Explained>{name}</Explained>
              </dt>
              <dd translate="no">{formatActivation(value)}</dd>
            </div>
          ))}
          <div>
            <dt>above zero</dt>
            <dd translate="no">{formatPercent(statistics.positive)}</dd>
          </div>
        </dl>
      </details>
      <p className="fine-print">
        {corpus.name}, {counted(corpus.tokens, 'token')} of {counted(corpus.sentences, 'sentence')}. Average
        precision is that of ranks in bins; in brackets what chance gives.
        {similar.length > 0 &&
          ` ρ is Pearson’s over ${counted(correlationTokens, 'token')} of a sample; in brackets the interval that holds for all neurons at once with 95 %.`}
      </p>
    </>
  );
}

/** Why no neuron is listed. */
function noCorrelation(tokens: number): string {
  return tokens < FEWEST_TOKENS
    ? `A correlation takes ${counted(FEWEST_TOKENS, 'token')} or more; the sample of this corpus has ${counted(tokens, 'token')}.`
    : 'No other neuron does, beyond chance.';
}
