/** One neuron: what it does in the text, and what else makes it fire in the corpus. */

import { type KeyboardEvent, useCallback, useId, useMemo } from 'react';
import { findNeuron } from '../engine/neurons/neuron';
import { formatSigned } from '../figures/format';
import { drawHistogram } from '../figures/histogram';
import { neuronExamplesCsv } from '../figures/neuron-csv';
import { quotedLine } from '../figures/settings';
import { type NeuronPage, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import type { NeuronPlace } from '../worker/protocol';
import { BesideBrown } from './beside-brown';
import { ContextText } from './context-text';
import { CorpusChoice } from './corpus-choice';
import { DownloadMenu, pretty } from './download-menu';
import { type Draw, Figure } from './figure';
import { NeuronExamples } from './neuron-examples';
import { NeuronFacts } from './neuron-facts';
import { NeuronFeed } from './neuron-feed';
import { activationsOf } from './neuron-rows';
import { NeuronSwitch } from './neuron-switch';
import { Prose } from './prose';
import { neuronSentence, siteWords } from './sentences-neuron';
import { useFigureTheme } from './use-figure-theme';
import { type Neurons, useNeurons } from './use-neurons';

interface Props {
  readonly place: NeuronPlace;
  readonly page: NeuronPage;
  /** The same neuron over the Brown corpus; null where it is not asked for. */
  readonly beside: NeuronPage | null;
}

export function NeuronCard({ place, page, beside }: Props) {
  const { address, record } = page;
  const neurons = useNeurons();
  const set = useViewStore(state => state.set);
  const pinned = useViewStore(state => state.view.pinned);
  const theme = useFigureTheme();
  const heading = useId();
  const choose = useCallback((neuron: string | null) => set({ [place]: neuron }, 'push'), [set, place]);
  const here = useMemo(() => (neurons ? inText(neurons, address) : null), [neurons, address]);
  const sentence = record ? neuronSentence(record) : '';
  const max = record ? Math.max(Math.abs(record.statistics.maximum), Math.abs(record.statistics.minimum)) : 0;

  const marks = useMemo(() => here?.marks ?? [], [here]);
  const histogram: Draw = useCallback(
    (svg, width) =>
      record &&
      drawHistogram(
        svg,
        { ...record.histogram, ...record.statistics },
        { width, theme, marks, label: `Histogram. ${sentence}` },
      ),
    [record, theme, marks, sentence],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    // Switch and slider have arrow keys of their own.
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = event.key === 'ArrowRight' ? here?.next : event.key === 'ArrowLeft' ? here?.before : null;
    if (!next) return;
    choose(next);
    event.preventDefault();
  };
  return (
    <section className="neuron-card" aria-labelledby={heading} onKeyDown={onKeyDown}>
      <div className="neuron-title">
        <h2 id={heading}>
          <span className="visually-hidden">Neuron </span>
          <code translate="no">{address}</code>
        </h2>
        <span className="neuron-tools">
          <StepButton label="Previous neuron" sign="‹" to={here?.before ?? null} onChoose={choose} />
          <StepButton label="Next neuron" sign="›" to={here?.next ?? null} onChoose={choose} />
          {place === 'neuron' && (
            <button
              type="button"
              className="tool"
              aria-pressed={pinned === address}
              onClick={() => set({ pinned: pinned === address ? null : address }, 'push')}
            >
              {pinned === address ? 'Pinned' : 'Pin'}
            </button>
          )}
          <DownloadMenu
            what={address}
            explanation={page.status === 'done' ? (neurons?.explanation ?? null) : null}
            draws={[histogram]}
            theme={theme}
            subject={
              record ? `${address}: activation over all tokens of the ${record.corpus.name}.` : undefined
            }
            caption={[
              'Heights are logarithmic; green above zero, grey below.',
              ...(neurons ? [`Marked: the tokens of ${quotedLine(neurons.explanation.text)}`] : []),
            ]}
            isPlain
            csv={{ contents: 'examples', write: () => (record ? neuronExamplesCsv(record) : '') }}
            json={{ contents: 'neuron record', write: () => (record ? pretty(record) : '') }}
          />
          <button type="button" className="tool" aria-label={`Close ${address}`} onClick={() => choose(null)}>
            ×
          </button>
        </span>
      </div>
      {here && (
        <p className="dim">
          {siteWords(here.site)}
          {here.conductance !== null && neurons?.change !== null && neurons !== null && (
            <>
              {' · '}carries {formatSigned(here.conductance)}
              {neurons.measurable !== null && ` of ${formatSigned(neurons.measurable)}`} here
            </>
          )}
        </p>
      )}
      <NeuronSwitch address={address} hasCorpus={page.status !== 'absent'} />
      <CorpusChoice />
      <p className="say neuron-say" data-testid={`${place}-sentence`}>
        <Prose>{sentence}</Prose>
      </p>
      {here && neurons && (
        <>
          <h3>In this text</h3>
          <p className={neurons.isStale ? 'example-text stale' : 'example-text'}>
            <ContextText
              text={neurons.explanation.text}
              tokens={neurons.explanation.tokens}
              activations={here.activations}
              marked={null}
              max={max || here.peak}
            />
          </p>
          {here.conductance !== null && (
            <NeuronFeed place={place} address={address} conductance={here.conductance} neurons={neurons} />
          )}
        </>
      )}
      {record ? (
        <>
          {beside && <BesideBrown own={record} brown={beside} />}
          <NeuronExamples record={record} max={max} isFinal={page.status === 'done'} />
          <h3>Activation over all tokens, this text’s marked</h3>
          <Figure draw={histogram} />
          <p className="fine-print">
            Heights are logarithmic; the outer bins hold all that lies beyond. Green is above zero, grey
            below, here and in the texts, there on the corpus’s scale.
          </p>
          <NeuronFacts record={record} onNeuron={choose} />
        </>
      ) : (
        <Missing place={place} page={page} />
      )}
    </section>
  );
}

function Missing({ place, page }: { place: NeuronPlace; page: NeuronPage }) {
  const retry = useSession(state => state.retryNeuron);
  switch (page.status) {
    case 'loading':
    case 'done':
      return <p className="neuron-reserve dim">Looking it up in the corpus …</p>;
    case 'absent':
      return (
        <p className="dim">
          There is no index of this model’s neurons here, so only this text is shown; npm run index makes one.
        </p>
      );
    case 'failed':
      return (
        <p className="failed">
          {page.error}{' '}
          <button type="button" className="button" onClick={() => retry(place)}>
            Try again
          </button>
        </p>
      );
  }
}

function StepButton({
  label,
  sign,
  to,
  onChoose,
}: {
  label: string;
  sign: string;
  to: string | null;
  onChoose: (address: string) => void;
}) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={to === null ? label : `${label}, ${to}`}
      disabled={to === null}
      onClick={() => to !== null && onChoose(to)}
    >
      {sign}
    </button>
  );
}

/** What a neuron does in the explained text; null where the table lacks it. */
function inText({ table, explanation }: Neurons, address: string) {
  const neuron = findNeuron(address, table.sites);
  if (!neuron) return null;
  const siteAt = table.sites.findIndex(({ site }) => site === neuron.site);
  const width = table.sites[siteAt]?.width ?? 0;
  const activations = activationsOf(table, { siteAt, index: neuron.index });
  const matrix = table.methods.conductance?.[siteAt];
  let conductance = 0;
  for (let token = 0; token < table.tokens; token++)
    conductance += matrix?.[token * width + neuron.index] ?? 0;
  const { text, tokens } = explanation;
  const marks = tokens.flatMap(({ special, start, end }, at) =>
    special || start === null || end === null
      ? []
      : [{ text: text.slice(start, end), value: activations[at] ?? 0 }],
  );
  const neighbour = (index: number) => (index < 0 || index >= width ? null : `${neuron.site}.${index}`);
  return {
    site: neuron.site,
    activations,
    peak: activations.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    conductance: matrix ? conductance : null,
    marks,
    before: neighbour(neuron.index - 1),
    next: neighbour(neuron.index + 1),
  };
}
