/** The layers: what each site carries at each word, with each row's sum; a cell, a row or a column can be selected. */

import './layers.css';
import { useCallback, useMemo } from 'react';
import type { LayerRow } from '../engine/neurons/layer-grid';
import type { NeuronMethod } from '../engine/neurons/neuron-table';
import { isSite } from '../engine/transformer/sites';
import { readsRightToLeft } from '../figures/flow';
import { drawLayerGrid, type GridData, type GridPlace } from '../figures/layer-grid';
import { gridCsv } from '../figures/layer-grid-csv';
import { drawLegend } from '../figures/legend';
import type { Shown } from '../state/view';
import { useViewStore } from '../state/view-store';
import { AttentionRows } from './attention-rows';
import { DownloadMenu } from './download-menu';
import { type Draw, Figure } from './figure';
import { GridFigure } from './grid-figure';
import { shownRows, sumByPiece } from './grid-rows';
import { NEURON_METHOD_NAMES } from './names';
import { Prose } from './prose';
import { largestOf } from './run-difference';
import { SearchScope } from './search-scope';
import { SectionHeading } from './section-heading';
import { quoted } from './sentences';
import { captionOfRun } from './sentences-interventions';
import { ShownChoice } from './shown-choice';
import { shownLayersSentence } from './shown-layers';
import { legendWords } from './target-words';
import { Explained } from './term';
import { useFigureTheme } from './use-figure-theme';
import { type Neurons, useNeurons } from './use-neurons';
import { runsAt, useShownGrid } from './use-shown-grid';
import { Waiting } from './waiting';

export function LayersPanel() {
  const neurons = useNeurons();
  return (
    <section className="panel layers" aria-labelledby="layers-heading">
      {neurons?.gridMethod ? (
        <Grid neurons={neurons} />
      ) : (
        <>
          <h2 id="layers-heading" className="heading">
            Layers
          </h2>
          <Waiting className="layers-reserve">Here the sites between words and verdict are coloured.</Waiting>
        </>
      )}
    </section>
  );
}

function Grid({ neurons }: { neurons: Neurons }) {
  const { explanation, pieces, target, isStale, piece, site } = neurons;
  const method = neurons.gridMethod ?? 'conductance';
  const rowChoice = useViewStore(state => state.view.rows);
  const set = useViewStore(state => state.set);
  const theme = useFigureTheme();

  const grid = useShownGrid(neurons, method);
  const { layers, changed, untouched, shown, change: whole } = grid;
  const rows = useMemo(
    () =>
      shownRows(layers, rowChoice, site).map(row => {
        const runs = runsAt(grid, row.site);
        return {
          ...row,
          values: sumByPiece(row.tokens, pieces),
          ...(runs && {
            runs: {
              changed: sumByPiece(runs.changed.tokens, pieces),
              untouched: sumByPiece(runs.untouched.tokens, pieces),
            },
          }),
        };
      }),
    [grid, layers, rowChoice, site, pieces],
  );
  const data = useMemo(
    (): GridData => ({
      columns: pieces.map(({ id, text, special }) => ({
        id,
        text,
        special,
        name: special ? text : quoted(text),
      })),
      // The forward pass runs upwards, from the words at the bottom.
      rows: rows.toReversed(),
      rightToLeft: readsRightToLeft(pieces.map(({ special, text }) => (special ? '' : text)).join(' ')),
    }),
    [rows, pieces],
  );
  const max = useMemo(() => {
    const values = (all: readonly LayerRow[]) =>
      shownRows(all, rowChoice, site).flatMap(({ tokens }) => sumByPiece(tokens, pieces));
    return largestOf(values(changed), values(untouched ?? changed));
  }, [changed, untouched, rowChoice, site, pieces]);
  const sentence = useMemo(
    () =>
      shownLayersSentence(grid, {
        rows,
        pieces,
        row: indexOrNull(rows.findIndex(row => row.site === site)),
        piece: indexOrNull(pieces.findIndex(({ id }) => id === piece?.id)),
      }),
    [grid, rows, pieces, site, piece],
  );
  const selected = useMemo(() => ({ site, column: piece?.id ?? null }), [site, piece]);
  const select = useCallback(
    ({ site: chosen, column }: GridPlace) => {
      const isSame = chosen === selected.site && column === selected.column;
      const next = isSame || chosen === null || !isSite(chosen) ? null : chosen;
      set({ site: next, selected: isSame ? null : column }, 'push');
    },
    [set, selected],
  );
  const shared = useMemo(() => ({ theme, max, selected, label: sentence }), [theme, max, selected, sentence]);
  const options = useMemo(() => ({ ...shared, onSelect: select }), [shared, select]);
  const { away, toward } = legendWords(target, false, shown === 'difference');
  const unit = target?.unit ?? '';
  const legend: Draw = useCallback(
    (svg, width) => drawLegend(svg, { width, theme, max, away, toward, unit }),
    [theme, max, away, toward, unit],
  );
  const draws: Draw[] = [(svg, width) => drawLayerGrid(svg, data, { ...shared, width }), legend];
  return (
    <>
      <div className="words-head">
        <SectionHeading id="layers-heading" name="Layers" isStale={isStale} text={explanation.text} />
        <div className="words-tools">
          <ShownChoice />
          <AttentionRows />
          <DownloadMenu
            what="layers"
            explanation={isStale ? null : explanation}
            draws={draws}
            theme={theme}
            caption={captionOfRun(shown)}
            csv={{
              contents: 'values of the cells',
              write: () => gridCsv(changed, explanation, method, untouched),
            }}
          />
        </div>
      </div>
      <p className={isStale ? 'say say-reserved outdated' : 'say say-reserved'} data-testid="layers-sentence">
        <Prose>{sentence}</Prose>
      </p>
      <div className={isStale ? 'evidence stale' : 'evidence'}>
        <GridFigure data={data} options={options} />
        {max > 0 && <Figure draw={legend} />}
      </div>
      <SearchScope
        site={site}
        is="the list of neurons below, and experiments that rank neurons, look at it alone"
      />
      <p className="fine-print">
        <Explained>{finePrint(method, whole, shown)}</Explained>
      </p>
    </>
  );
}

/** What the cells are, what rows add up to, and how sites are written. */
function finePrint(method: NeuronMethod, whole: number | null, shown: Shown | null): string {
  const cells = `${capitalised(NEURON_METHOD_NAMES[method])} summed over the neurons of each site.`;
  const sites = 'L3 is block 3, counted from 0; ffn is feed-forward, attn attention, resid the block output';
  if (whole === null) return `${cells} Rows add up to nothing in particular. ${sites}, emb the embedding.`;
  const score = shown === 'difference' ? 'the difference of the scores' : 'the score';
  return `${cells} emb and resid are full cuts: everything passes through them, so those rows add up to ${score}, and delta is what they miss it by; the others are parts of it. ${sites}.`;
}

const indexOrNull = (index: number) => (index < 0 ? null : index);
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
