/** Which words of the text feed a neuron: the text coloured by its conductance, a sentence and a table. */

import { useMemo } from 'react';
import { divergingScale } from '../figures/diverging';
import { type NeuronFeed as FeedOfNeuron, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import type { NeuronPlace } from '../worker/protocol';
import { ContextText } from './context-text';
import { largestValue, type Piece, piecesOf } from './pieces';
import { Prose } from './prose';
import { feedProgressSentence, feedSentence } from './sentences-neuron';
import type { Neurons } from './use-neurons';
import { ValueTable } from './value-table';

interface Props {
  readonly place: NeuronPlace;
  readonly address: string;
  /** The neuron's, over all tokens, as the card shows it. */
  readonly conductance: number;
  readonly neurons: Neurons;
}

/** Takes its room at once, with the text in no colour; what the engine finds comes later and moves nothing. */
export function NeuronFeed({ place, address, conductance, neurons }: Props) {
  const { explanation, isStale, target } = neurons;
  const unit = useViewStore(state => state.view.unit);
  const known = useSession(state => state.feeds[place]);
  const feed = known?.address === address && known.explanation === explanation ? known : null;
  const values = feed?.values ?? null;
  const pieces = useMemo(() => {
    if (!values) return [];
    const { text, tokens, attribution } = explanation;
    // Without a baseline's value there are no shares: those of the neuron's part would be taken for the score's.
    const fed = attribution && { ...attribution, tokens: [...values], baselineValue: null };
    return piecesOf(text, tokens, fed, unit).filter(({ special }) => !special);
  }, [explanation, values, unit]);
  const noun = unit === 'words' ? 'word' : 'token';
  return (
    <div className={isStale ? 'stale' : undefined}>
      <h4>Which {noun}s feed it</h4>
      <p className="say feed-say" data-testid={`${place}-feed`}>
        {values ? (
          <Prose>{feedSentence({ address, pieces, conductance, noun, isHeld: feed?.isHeld ?? false })}</Prose>
        ) : (
          <span className={feed?.error ? 'failed' : 'dim'}>
            <Prose>{isStale ? '' : feedProgressSentence(address, feed)}</Prose>
          </span>
        )}{' '}
        {!values && !isStale && feed && <FeedButton place={place} feed={feed} />}
      </p>
      <p translate="no" className="example-text">
        <ContextText
          text={explanation.text}
          tokens={pieces.map(placeOf)}
          activations={pieces.map(({ value }) => value)}
          marked={null}
          max={largestValue(pieces)}
          scale={divergingScale}
        />
      </p>
      <p className="fine-print">
        Blue speaks for {target?.towards ?? 'the target'} through it, orange against.
      </p>
      <ValueTable pieces={pieces} unit={unit} selected={null} caption={`What ${address} gets from`} />
    </div>
  );
}

/** One button throughout, so that it keeps the focus of who presses it. */
function FeedButton({ place, feed }: { place: NeuronPlace; feed: FeedOfNeuron }) {
  const { cancelFeed, retryFeed } = useSession.getState();
  const isRunning = feed.status === 'running';
  return (
    <button type="button" className="button" onClick={() => (isRunning ? cancelFeed : retryFeed)(place)}>
      {isRunning ? 'Cancel' : 'Try again'}
    </button>
  );
}

/** Where a piece stands in the text. */
function placeOf({ text, tokens }: Piece) {
  return { text, start: tokens[0]?.start ?? null, end: tokens.at(-1)?.end ?? null };
}
