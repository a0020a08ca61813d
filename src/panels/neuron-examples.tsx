/** Sentences of the corpus that a neuron fires on, in context: the strongest, and samples of each quantile band. */

import { useEffect, useRef, useState } from 'react';
import type { NeuronExample, NeuronRecord } from '../engine/corpus/neuron-record';
import { formatActivation } from '../figures/format';
import { ContextText } from './context-text';
import { ShowAll } from './show-all';

/** Examples shown before "show all". */
const FIRST = 5;

interface Props {
  readonly record: NeuronRecord;
  /** The activation at full colour. */
  readonly max: number;
  /** Nothing more of the record is under way. */
  readonly isFinal: boolean;
}

export function NeuronExamples({ record, max, isFinal }: Props) {
  const { examples, bands, corpus } = record;
  const [showsAll, setShowsAll] = useState(false);
  const [isCentred, setCentred] = useState(false);
  const hasText = examples.some(({ text }) => text !== null);
  const shown = showsAll ? examples : examples.slice(0, FIRST);
  return (
    <>
      <div className="neuron-subhead">
        <h3>Fires most on</h3>
        {hasText && (
          <label className="check">
            <input type="checkbox" checked={isCentred} onChange={event => setCentred(event.target.checked)} />
            Centred
          </label>
        )}
      </div>
      <Examples examples={shown} max={max} isCentred={isCentred} />
      {examples.length > FIRST && (
        <ShowAll
          isOpen={showsAll}
          first={FIRST}
          closed={`Show all ${examples.length}`}
          onToggle={setShowsAll}
        />
      )}
      {bands.map(band => (
        <Band key={band.from} band={band} max={max} isCentred={isCentred} />
      ))}
      {isFinal && !hasText && (
        <p className="fine-print">The text of the {corpus.name} is not here, only its numbers.</p>
      )}
    </>
  );
}

/** The examples of a quantile band, made when it is opened: most never are. */
function Band({
  band: { from, to, examples },
  max,
  isCentred,
}: {
  band: NeuronRecord['bands'][number];
  max: number;
  isCentred: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="band" onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>
        {percentiles(from, to)}
        {examples[0] && <span className="dim"> · about {formatActivation(examples[0].activation)}</span>}
      </summary>
      {isOpen && <Examples examples={examples} max={max} isCentred={isCentred} />}
    </details>
  );
}

export function Examples({
  examples,
  max,
  isCentred,
}: {
  examples: readonly NeuronExample[];
  max: number;
  isCentred: boolean;
}) {
  return (
    <ol className={isCentred ? 'examples-list examples-centred' : 'examples-list'}>
      {examples.map(example => (
        <li key={`${example.sentence} ${example.token}`}>
          <span translate="no" className="example-value">
            {formatActivation(example.activation)}
          </span>
          <Example example={example} max={max} isCentred={isCentred} />
        </li>
      ))}
    </ol>
  );
}

function Example({ example, max, isCentred }: { example: NeuronExample; max: number; isCentred: boolean }) {
  const { text, tokens, activations, token, activation, sentence } = example;
  const line = useRef<HTMLSpanElement>(null);
  // A line that scrolls sideways in itself, with the firing token in its middle.
  useEffect(() => {
    const box = line.current;
    const fired = box?.querySelector<HTMLElement>('.fired-most');
    if (!box) return;
    box.scrollLeft =
      isCentred && fired ? fired.offsetLeft - box.offsetLeft - (box.clientWidth - fired.offsetWidth) / 2 : 0;
  }, [isCentred]);
  if (text === null || tokens === null) {
    return <span className="dim">{text ?? `sentence ${sentence}, token ${token}`}</span>;
  }
  return (
    <span ref={line} className="example-text">
      <ContextText
        text={text}
        tokens={tokens}
        activations={activations}
        marked={{ token, activation }}
        max={max}
      />
    </span>
  );
}

/** "99th to 99.9th percentile", "lower half". */
function percentiles(from: number, to: number): string {
  const ordinal = (share: number) => `${Number((100 * share).toFixed(1))}th`;
  return from === 0 && to === 0.5 ? 'Lower half' : `${ordinal(from)} to ${ordinal(to)} percentile`;
}
