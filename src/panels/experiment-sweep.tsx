/** Dose–response: what turning a neuron, or a set of them, off, down and up does to the target. */

import { useCallback, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { counted } from '../engine/counted';
import { parseNeuronSet } from '../engine/interventions/neuron-set';
import { drawDoseResponse } from '../figures/dose-response';
import { sweepCsv } from '../figures/sweep-csv';
import { MAX_CONTROLS, MAX_SEED } from '../state/view';
import { useViewStore } from '../state/view-store';
import { ExperimentFrame } from './experiment-frame';
import { NeuronsField, NoNeuron } from './experiment-sweep-neurons';
import { SweepTable } from './experiment-sweep-table';
import { type Draw, Figure } from './figure';
import { NumberField } from './number-field';
import { Segments } from './segments';
import { figureLabel, quantityName } from './sentences-experiments';
import { setName, sweepSentence } from './sentences-experiments-sweep';
import { type CorpusRange, useCorpusRange } from './use-corpus-range';
import { type RecordOf, type RequestOf, useExperiment } from './use-experiment';
import { useFigureTheme } from './use-figure-theme';

const ABOUT = {
  factor:
    'The activation is multiplied by each factor, at every token: 0 switches the neuron off, 1 changes nothing, 2 doubles it, and below 0 its sign is turned.',
  value: 'The activation is held at each value of its range over the corpus, the same at every token.',
} as const;

export function SweepExperiment() {
  const { examined, neuron, dose } = useViewStore(
    useShallow(({ view: { examined, neuron, dose } }) => ({ examined, neuron, dose })),
  );
  const shown = useExperiment('sweep');
  const theme = useFigureTheme();
  const [record] = shown.records;
  const { request, status } = shown;
  const range = useCorpusRange(record?.neurons ?? []);
  const sentence = record ? sweepSentence(record, status === 'done') : '';
  const draw: Draw = useCallback(
    (svg, width) => {
      if (!record) return;
      drawDoseResponse(svg, doseData(record, range), {
        width,
        theme,
        dose: record.dose,
        domain: domainOf(record, request, range),
        unit: quantityName(record.target, record.untouched.prediction.labels),
        label: figureLabel(sentence),
      });
    },
    [record, request, range, theme, sentence],
  );
  const draws = useMemo(() => [draw], [draw]);
  return (
    <ExperimentFrame
      kind="sweep"
      what="dose-response"
      about={ABOUT[dose]}
      settings={<Settings />}
      shown={shown}
      missing={examined === null && neuron === null ? <NoNeuron /> : null}
      sentence={sentence}
      draws={draws}
      csv={{ contents: 'values by dose', write: () => (record ? sweepCsv(record) : '') }}
      caption={
        record
          ? `${neuronsCaption(record.neurons)}; ${counted(record.controls.count, 'random control')}, seed ${record.controls.seed}.`
          : ''
      }
      finePrint="Random controls have as many neurons at the same sites, none of them examined. Held at a value, each is as far between the least and the greatest of its own range as the examined neuron is. Where the decision flips is read between the measured doses."
    >
      <Figure draw={draw} />
      {record && <SweepTable record={record} />}
    </ExperimentFrame>
  );
}

/** Addresses as long as a caption's line has room for them. */
function neuronsCaption(neurons: readonly string[]): string {
  const named = neurons.slice(0, 6).join(', ');
  return neurons.length > 6 ? `${named} and ${neurons.length - 6} more` : named;
}

function Settings() {
  const { dose, examined } = useViewStore(useShallow(({ view: { dose, examined } }) => ({ dose, examined })));
  const set = useViewStore(state => state.set);
  const isSet = examined !== null && parseNeuronSet(examined).length > 1;
  return (
    <>
      <NeuronsField />
      <Segments
        label="Dose"
        value={dose}
        options={[
          { value: 'factor', name: 'Factor' },
          { value: 'value', name: 'Value' },
        ]}
        onChoose={chosen => set({ dose: chosen }, 'push')}
        reason={
          isSet && dose === 'factor' ? 'Only a single neuron has a range of values to be held at.' : null
        }
      />
      <NumberField label="Random controls" name="controls" min={0} max={MAX_CONTROLS} />
      <NumberField label="Seed" name="seed" min={0} max={MAX_SEED} />
    </>
  );
}

function doseData(record: RecordOf<'sweep'>, range: CorpusRange | null) {
  return {
    name: setName(record.neurons),
    points: record.points,
    controls: record.controls,
    flips: record.flips,
    untouched: { value: record.untouched.value, dose: record.dose === 'factor' ? 1 : null },
    quantiles: record.dose === 'value' ? (range?.quantiles ?? []) : [],
  };
}

/** The least and the largest dose, known before the last of them is measured wherever that is possible. */
function domainOf(
  { dose, points }: RecordOf<'sweep'>,
  request: RequestOf<'sweep'> | null,
  range: CorpusRange | null,
): [number, number] {
  if (request?.range) return [request.range.from, request.range.to];
  if (dose === 'value' && range) return [range.minimum, range.maximum];
  const [first, last] = [points.at(0)?.dose, points.at(-1)?.dose];
  return dose === 'factor' || first === undefined || last === undefined || first === last
    ? [-2, 3]
    : [first, last];
}
