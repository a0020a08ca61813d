/** A neuron over two corpora side by side: which words make it fire here, and which there. */

import { counted } from '../engine/counted';
import './beside-brown.css';
import type { NeuronRecord } from '../engine/corpus/neuron-record';
import type { NeuronPage } from '../state/session';
import { Examples } from './neuron-examples';

/** Words and examples of each: the rest of one's own corpus stands below. */
const WORDS = 8;
const EXAMPLES = 3;

export function BesideBrown({ own, brown }: { own: NeuronRecord; brown: NeuronPage }) {
  const other = brown.record;
  // One scale for both, so that colours compare.
  const max = Math.max(greatest(own), other ? greatest(other) : 0);
  return (
    <div className="beside" data-testid="beside">
      <Side record={own} max={max} />
      {other ? (
        <Side record={other} max={max} />
      ) : (
        <p className="dim">
          {brown.error ?? (brown.status === 'absent' ? 'No Brown index here.' : 'Brown corpus …')}
        </p>
      )}
    </div>
  );
}

function Side({ record, max }: { record: NeuronRecord; max: number }) {
  const { corpus, words, examples } = record;
  return (
    <div className="beside-side">
      <h3>
        {corpus.name} · {counted(corpus.tokens, 'token')}
      </h3>
      <p className="beside-words">
        {words.length === 0
          ? 'No word stands out.'
          : words
              .slice(0, WORDS)
              .map(({ word }) => word)
              .join(', ')}
      </p>
      <Examples examples={examples.slice(0, EXAMPLES)} max={max} isCentred={false} />
    </div>
  );
}

function greatest({ statistics: { minimum, maximum } }: NeuronRecord): number {
  return Math.max(Math.abs(minimum), Math.abs(maximum));
}
