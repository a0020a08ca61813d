/** The neurons: ranked for the selection, each with its value, its activation and where in the text it fires. */

import { counted } from '../engine/counted';
import './neurons.css';
import { type ComponentProps, useCallback, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatNeuron } from '../engine/neurons/neuron';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { type RankedNeuron, rankNeurons } from '../engine/neurons/ranking';
import { matchesQuery } from '../engine/neurons/search';
import { formatSigned } from '../figures/format';
import { drawNeuronHead, drawNeuronList, markNeurons } from '../figures/neuron-list';
import { neuronsCsv } from '../figures/neuron-list-csv';
import { listCaption } from '../figures/settings';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { DownloadMenu } from './download-menu';
import type { Draw } from './figure';
import { NEURON_METHOD_NAMES } from './names';
import { NeuronControls } from './neuron-controls';
import { type ListOptions, NeuronList } from './neuron-list';
import { neuronRow } from './neuron-rows';
import { scopeNoun, sharesScore, sitesInScope } from './neuron-scope';
import { Overlaps } from './overlaps';
import { Prose } from './prose';
import { SectionHeading } from './section-heading';
import { SelectionChips } from './selection-chips';
import { quoted } from './sentences';
import { ofChangedRun } from './sentences-interventions';
import { ADDS_UP, neuronsSentence, sides } from './sentences-neurons';
import { Explained } from './term';
import { useFigureTheme } from './use-figure-theme';
import { type Neurons, useNeurons } from './use-neurons';
import { useSwitchedOff } from './use-switched-off';
import { Waiting } from './waiting';

/** Rows of a saved figure. */
const SAVED_ROWS = 25;

export function NeuronsPanel() {
  const neurons = useNeurons();
  return (
    <section className="panel neurons" aria-labelledby="neurons-heading">
      {neurons && neurons.methods.length > 0 ? (
        <Ranked neurons={neurons} />
      ) : (
        <>
          <h2 id="neurons-heading" className="heading">
            Neurons
          </h2>
          <Waiting className="neurons-reserve">Here the neurons that decide are ranked.</Waiting>
        </>
      )}
    </section>
  );
}

function Ranked({ neurons }: { neurons: Neurons }) {
  const { table, explanation, pieces, measurable, constant, target, isStale, piece, span, site, methods } =
    neurons;
  const { wanted, sign, kind, find } = useViewStore(
    useShallow(({ view: { rank, sign, kind, find } }) => ({ wanted: rank, sign, kind, find })),
  );
  const theme = useFigureTheme();
  const wordTable = useSession(state => state.wordTable);
  const rank = methods.includes(wanted) ? wanted : (methods[0] ?? wanted);

  const scope = useMemo(() => ({ site, kind, find }), [site, kind, find]);
  const sites = useMemo(() => sitesInScope(table.sites, scope), [table, scope]);
  const whole = useMemo(
    () => rankNeurons(table, { method: rank, sites, tokens: span, sign: 'both' }),
    [table, rank, sites, span],
  );
  const ranking = useMemo(
    () => whole.filter(neuron => isOn(sign, neuron.value) && matchesQuery(neuron, find)),
    [whole, sign, find],
  );
  const found = useMemo(() => whole.filter(neuron => matchesQuery(neuron, find)), [whole, find]);

  const isActivation = rank === 'activation';
  const name = NEURON_METHOD_NAMES[rank];
  const unit = rank === 'activation' || rank === 'internal-influence' ? '' : (target?.unit ?? '');
  const first = ranking[0];
  const isChanged = explanation.interventions.length > 0;
  const sentence = useMemo(() => {
    if (find.trim() !== '' && found.length === 0) return `No address matches ${quoted(find.trim())}.`;
    return ofChangedRun(
      isChanged,
      neuronsSentence({
        method: rank,
        noun: scopeNoun(scope),
        at: piece && (piece.special ? piece.text : quoted(piece.text)),
        neurons: found,
        first: first ?? null,
        constant,
        score: rank === 'conductance' && piece === null && sharesScore(scope) ? measurable : null,
      }),
    );
  }, [rank, scope, piece, found, find, first, measurable, constant, isChanged]);
  const context = useMemo(
    () => ({ table, pieces, span, valueName: name, wordTable }),
    [table, pieces, span, name, wordTable],
  );
  const rowOf = useCallback(
    (neuron: RankedNeuron, place: number) => neuronRow(neuron, place, context),
    [context],
  );
  const marked = piece ? pieces.indexOf(piece) : null;
  const max = Math.abs(first?.value ?? 0);
  const isSigned = sign !== 'towards';
  const options = useMemo(
    (): ListOptions => ({
      theme,
      max,
      isSigned,
      isActivation,
      pieces: pieces.length,
      marked,
      hasWords: wordTable !== null,
    }),
    [theme, max, isSigned, isActivation, pieces.length, marked, wordTable],
  );
  const head = useMemo(() => ({ value: name, unit }), [name, unit]);
  const { text, attribution } = explanation;
  const asked = [
    text,
    explanation.target,
    attribution?.method,
    attribution?.baseline,
    rank,
    sign,
    scope,
    span,
  ];
  const saved = { ...options, count: ranking.length };
  const draws: Draw[] = [
    (svg, width) => drawNeuronHead(svg, { ...saved, ...head, width }),
    (svg, width) => {
      const rows = ranking.slice(0, SAVED_ROWS).map((neuron, at) => rowOf(neuron, at + 1));
      drawNeuronList(svg, rows, { ...saved, width });
      markNeurons(svg, { selected: useViewStore.getState().view.neuron, active: null });
    },
  ];
  return (
    <>
      <div className="words-head">
        <SectionHeading id="neurons-heading" name="Neurons" isStale={isStale} text={text} />
        <div className="words-tools">
          <SelectionChips neurons={neurons} />
          <DownloadMenu
            what="neurons"
            explanation={isStale ? null : explanation}
            draws={draws}
            theme={theme}
            caption={[
              listCaption({
                noun: scopeNoun(scope),
                method: name,
                sign,
                at: piece?.text ?? null,
                find,
                count: ranking.length,
                most: SAVED_ROWS,
              }),
            ]}
            csv={{
              contents: 'values and activations',
              write: () => neuronsCsv(ranking, table, rank, explanation),
            }}
          />
        </div>
      </div>
      <NeuronControls neurons={neurons} rank={neurons.offered.includes(wanted) ? wanted : rank} />
      {wanted !== rank && neurons.offered.includes(wanted) && <OnItsWay method={wanted} />}
      <p
        className={isStale ? 'say say-reserved outdated' : 'say say-reserved'}
        data-testid="neurons-sentence"
      >
        <Prose>{sentence}</Prose>
      </p>
      <div className={isStale ? 'evidence stale' : 'evidence'}>
        <RankedList
          question={JSON.stringify(asked)}
          ranking={ranking}
          rowOf={rowOf}
          options={options}
          head={head}
          label={sentence}
        />
      </div>
      {ranking.length > 0 && (
        <p className="fine-print">
          <Explained>{finePrint(ranking, rank, piece === null)}</Explained>{' '}
          <span className="keys-note">The key O switches a neuron off, C changes it otherwise.</span>
        </p>
      )}
      <Overlaps neurons={neurons} rank={rank} sites={sites} ranking={whole} />
    </>
  );
}

type FromTheView = 'selected' | 'selectedPlace' | 'onSelect' | 'off' | 'changed' | 'onSwitch';

/** The list with what is selected and switched off in it; nothing else of the panel depends on that. */
function RankedList(props: Omit<ComponentProps<typeof NeuronList>, FromTheView>) {
  const { ranking } = props;
  const selected = useViewStore(state => state.view.neuron);
  const set = useViewStore(state => state.set);
  const selectedAt = useMemo(
    () =>
      ranking.findIndex(({ site: at, index }) => selected?.startsWith(at) && selected === `${at}.${index}`),
    [ranking, selected],
  );
  const select = useCallback(
    (neuron: RankedNeuron) => {
      const address = formatNeuron(neuron);
      const isSelected = address === useViewStore.getState().view.neuron;
      set({ neuron: isSelected ? null : address }, 'push');
    },
    [set],
  );
  const { off, changed, toggle } = useSwitchedOff();
  const switchNeuron = useCallback((neuron: RankedNeuron) => toggle(formatNeuron(neuron)), [toggle]);
  // What carries nothing, as a neuron that is off, stands at the end, where nobody wants to begin reading.
  const hasPlace = (ranking[selectedAt]?.value ?? 0) !== 0;
  return (
    <NeuronList
      {...props}
      selected={selected}
      selectedPlace={hasPlace ? selectedAt + 1 : null}
      onSelect={select}
      off={off}
      changed={changed}
      onSwitch={switchNeuron}
    />
  );
}

/** A method that takes its own paths through the model, while it is computed. */
function OnItsWay({ method }: { method: NeuronMethod }) {
  const { status, evaluations, error } = useSession(state => state.result);
  const { cancel, retry } = useSession.getState();
  const name = NEURON_METHOD_NAMES[method];
  if (status === 'running') {
    return (
      <p className="fine-print">
        Computing {name}, a path of its own for every site: {counted(evaluations, 'evaluation')}.{' '}
        <button type="button" className="button" onClick={cancel}>
          Stop
        </button>
      </p>
    );
  }
  return (
    <p className="fine-print">
      {error ?? `Ranked by another method: ${name} were not computed.`}{' '}
      <button type="button" className="button" onClick={retry}>
        Compute
      </button>
    </p>
  );
}

/** How many are listed, what they add up to, and how the green is to be read. */
function finePrint(ranking: readonly RankedNeuron[], rank: NeuronMethod, isWholeText: boolean): string {
  const count = counted(ranking.length, 'neuron');
  const { towards, away } = sides(ranking);
  const sum =
    ADDS_UP.has(rank) && (towards !== 0 || away !== 0)
      ? `, ${formatSigned(towards)} and ${formatSigned(away)} in all, together ${formatSigned(towards + away)}`
      : '';
  const number = isWholeText ? '; the number is the activation furthest from zero' : '';
  return `${count} by ${NEURON_METHOD_NAMES[rank]}${sum}. Green is activation, each strip on its own scale${number}.`;
}

function isOn(sign: 'both' | 'towards' | 'away', value: number): boolean {
  return sign === 'both' || (sign === 'towards' ? value > 0 : value < 0);
}
