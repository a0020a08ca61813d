/** How many neurons hold the decision: a ranking's first neurons are switched off, more and more of them. */

import { useCallback, useMemo } from 'react';
import { type AblationAverage, averageAblations } from '../engine/experiments/ablation-average';
import { ORDERS } from '../engine/experiments/names';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { drawAblationCurves } from '../figures/ablation-curves';
import { ablationCaption } from '../figures/ablation-lines';
import { band, samplesOf } from '../figures/band';
import { MAX_CONTROLS, MAX_SEED } from '../state/view';
import { useViewStore } from '../state/view-store';
import { ablationsCsv } from './experiment-ablation-csv';
import { AblationTable } from './experiment-ablation-table';
import { ExperimentFrame } from './experiment-frame';
import { type Draw, Figure } from './figure';
import { LongTextField } from './long-text-field';
import { NEURON_METHOD_NAMES } from './names';
import { NumberField } from './number-field';
import { RankChoice } from './rank-choice';
import { figureLabel, quantityName } from './sentences-experiments';
import { ablationSentence, byArea, unrankedSentence } from './sentences-experiments-ablation';
import { SitesChoice } from './sites-choice';
import { type RecordOf, type RequestOf, useExperiment } from './use-experiment';
import { useFigureTheme } from './use-figure-theme';

type AblationRecord = RecordOf<'ablation'>;

export function AblationExperiment() {
  const rank = useViewStore(state => state.view.rank);
  const shown = useExperiment('ablation');
  const theme = useFigureTheme();
  const { records, request } = shown;
  const whole = useMemo(() => wholeRecords(records, request), [records, request]);
  // While there is none, the one that still grows is drawn, but nothing is said of it.
  const averaged = useMemo(() => (whole.length > 0 ? whole : records.slice(-1)), [whole, records]);
  const average = useMemo(() => (averaged.length > 0 ? averageAblations(averaged) : null), [averaged]);
  const quantity = commonQuantity(averaged);
  const sentence =
    average && whole.length > 0
      ? `${ablationSentence(average, quantity, whole[0]?.sites ?? [])} ${unrankedSentence(whole)}`.trim()
      : '';
  const draw: Draw = useCallback(
    (svg, width) =>
      average &&
      drawAblationCurves(svg, curvesData(average, rank), {
        width,
        theme,
        unit: quantity,
        label: figureLabel(sentence),
      }),
    [average, rank, theme, quantity, sentence],
  );
  const draws = useMemo(() => [draw], [draw]);
  return (
    <ExperimentFrame
      kind="ablation"
      what="ablation"
      about="The neurons of each ranking are switched off, first one, then more: a ranking that finds the neurons which hold the decision lets it fall early. The other end of the ranking, and random neurons, stand beside it."
      settings={
        <>
          <RankChoice label="Highlight" />
          <SitesChoice />
          <NumberField label="Random orders" name="controls" min={0} max={MAX_CONTROLS} />
          <NumberField label="Seed" name="seed" min={0} max={MAX_SEED} />
          <SentencesField />
        </>
      }
      shown={shown}
      missing={null}
      sentence={sentence}
      draws={draws}
      csv={{ contents: 'values by count', write: () => ablationsCsv(records) }}
      caption={average ? ablationCaption(average.controls.count, averaged.length) : ''}
      finePrint={finePrint(average)}
    >
      <Figure draw={draw} />
      {average && <AblationTable average={average} selected={rank} />}
    </ExperimentFrame>
  );
}

function SentencesField() {
  const sentences = useViewStore(state => state.view.sentences);
  const set = useViewStore(state => state.set);
  return (
    <label className="experiment-field" htmlFor="averaged-sentences">
      <span>Averaged over these sentences, one a line</span>
      <LongTextField
        id="averaged-sentences"
        className="text-field experiment-text"
        dir="auto"
        rows={2}
        spellCheck={false}
        placeholder="The text alone."
        value={sentences}
        onText={written => set({ sentences: written }, 'replace')}
      />
    </label>
  );
}

/** Texts of which every curve is known. */
function wholeRecords(
  records: readonly AblationRecord[],
  request: RequestOf<'ablation'> | null,
): readonly AblationRecord[] {
  const { orders = ORDERS, rankings = [] } = request ?? {};
  return records.filter(
    ({ curves, unranked, controls }) =>
      curves.length >= orders.length * (rankings.length - unranked.length) &&
      controls.values.length >= controls.count,
  );
}

/** What the values are; "target" where the texts have different ones. */
function commonQuantity(records: readonly AblationRecord[]): string {
  const names = new Set(
    records.map(({ target, untouched }) => quantityName(target, untouched.prediction.labels)),
  );
  return names.size === 1 ? [...names].join('') : 'target';
}

function curvesData(average: AblationAverage, rank: NeuronMethod) {
  const { counts, curves, controls, untouched } = average;
  const best = byArea(average)[0]?.ranking;
  const selected = curves.some(({ ranking }) => ranking === rank) ? rank : best;
  return {
    counts,
    untouched,
    curves: curves.map(({ ranking, order, values, flipped }) => ({
      id: `${ranking} ${order}`,
      name: NEURON_METHOD_NAMES[ranking],
      order,
      selected: ranking === selected,
      values,
      flipped,
    })),
    controls:
      controls.values.length > 0
        ? { ...band(samplesOf(controls.values)), count: controls.values.length }
        : null,
  };
}

function finePrint(average: AblationAverage | null): string {
  const over =
    average && average.texts > 1
      ? ' Values are means over the sentences, each of its own target; the logit of the predicted class where none is chosen.'
      : '';
  return `Switched off: set to 0 at every token. Rankings are of this text over all tokens, without what the switching itself changes; “top” takes first what adds most to the target, “bottom” what takes most from it. Area: mean height of the curve over log(1 + neurons off), low where a ranking’s top finds what holds the target.${over}`;
}
