/** The words and what each contributes: heatmap, legend, completeness, sorted bars, table. */

import './words.css';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { drawBars } from '../figures/bars';
import { tokensCsv } from '../figures/csv';
import { drawHeatmap } from '../figures/heatmap';
import { drawLegend } from '../figures/legend';
import { loadPart } from '../state/parts';
import { useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { type Draw, Figure } from './figure';
import { labelOf } from './piece-label';
import { type Anchor, PieceTooltip } from './piece-tooltip';
import { byMagnitude, selectedPiece } from './pieces';
import { Prose } from './prose';
import { ResultLine } from './result-line';
import { SectionHeading } from './section-heading';
import { baselineSentence } from './sentences-baseline';
import { captionOfRun } from './sentences-interventions';
import { wordsSentence } from './sentences-words';
import { ShowAll } from './show-all';
import { ShownChoice } from './shown-choice';
import { legendWords, targetWords } from './target-words';
import { Explained } from './term';
import { useEscape } from './use-escape';
import { useFigureTheme } from './use-figure-theme';
import { useShownWords } from './use-shown-words';
import { ValueTable } from './value-table';
import { UnitSwitch, WordControls } from './word-controls';

// Its menu is wanted once there is something to save.
const DownloadMenu = lazy(() =>
  loadPart('downloads', async () => ({ default: (await import('./download-menu')).DownloadMenu })),
);

/** Bars shown before "show all". */
const FIRST_BARS = 8;

export function WordsPanel() {
  const { written, unit, selected } = useViewStore(
    useShallow(({ view: { text, unit, selected } }) => ({ written: text, unit, selected })),
  );
  const { pieces, max, shown: shownRun, untouched } = useShownWords();
  const set = useViewStore(state => state.set);
  const isReady = useSession(state => state.engine.phase === 'ready');
  const { text, tokens, attribution, target, prediction, rough, stale, explanation } = useSession(
    state => state.result,
  );
  const theme = useFigureTheme();
  const [showsAll, setShowsAll] = useState(false);
  const [point, setPoint] = useState<{ id: number; anchor: Anchor } | null>(null);

  const chosen = selectedPiece(pieces, selected);
  const words = target === null ? null : targetWords(target, prediction?.labels ?? []);
  const towards = words?.towards ?? 'the target';
  const sentence = attribution
    ? wordsSentence({
        pieces: pieces.filter(piece => !piece.special),
        changed: attribution,
        untouched,
        shown: shownRun,
        noun: unit === 'words' ? 'word' : 'token',
        towards,
      })
    : '';

  const fromWhere =
    attribution && target !== null
      ? baselineSentence({ changed: attribution, untouched, shown: shownRun, target })
      : '';

  const select = useCallback(
    (id: number) => set({ selected: id === chosen ? null : id }, 'push'),
    [set, chosen],
  );
  const onPoint = useCallback(
    (id: number | null, anchor: Anchor | null) =>
      setPoint(id === null || anchor === null ? null : { id, anchor }),
    [],
  );
  const { away, toward } = legendWords(words, attribution?.method === 'saliency', shownRun === 'difference');
  const quantity = words?.unit ?? '';

  const labelled = useMemo(() => pieces.map(piece => ({ ...piece, label: labelOf(piece) })), [pieces]);
  const shared = useMemo(
    () => ({ theme, max, selected: chosen, label: sentence }),
    [theme, max, chosen, sentence],
  );
  const heatmap: Draw = useCallback(
    (svg, width) => drawHeatmap(svg, labelled, { ...shared, width, rough, onSelect: select, onPoint }),
    [labelled, shared, rough, select, onPoint],
  );
  const legendFigure: Draw = useCallback(
    (svg, width) => drawLegend(svg, { width, theme, max, away, toward, unit: quantity }),
    [theme, max, away, toward, quantity],
  );
  const ranked = useMemo(() => byMagnitude(labelled), [labelled]);
  const shown = useMemo(() => (showsAll ? ranked : ranked.slice(0, FIRST_BARS)), [ranked, showsAll]);
  const bars: Draw = useCallback(
    (svg, width) => drawBars(svg, shown, { ...shared, width, onSelect: select }),
    [shown, shared, select],
  );
  // Saved figures are the same drawings without their controls.
  const draws: Draw[] = [
    (svg, width) => drawHeatmap(svg, labelled, { ...shared, width, rough }),
    legendFigure,
    (svg, width) => drawBars(svg, shown, { ...shared, width }),
  ];
  useEscape(point !== null, () => setPoint(null));
  const pointed = point && pieces.find(piece => piece.id === point.id);

  return (
    <section className="panel" aria-labelledby="words-heading">
      <div className="words-head">
        <SectionHeading id="words-heading" name="Words" isStale={stale && tokens !== null} text={text} />
        <div className="words-tools">
          <ShownChoice />
          <UnitSwitch />
          {tokens && (
            <Suspense fallback={<span className="tool dim">Download</span>}>
              <DownloadMenu
                what="words"
                explanation={stale ? null : explanation}
                draws={draws}
                theme={theme}
                caption={captionOfRun(shownRun)}
                csv={{ contents: 'values of the tokens', write: record => tokensCsv(record, untouched) }}
              />
            </Suspense>
          )}
        </div>
      </div>
      <WordControls />
      {tokens ? (
        <>
          <p className={stale ? 'say outdated' : 'say'} data-testid="words-sentence">
            <Prose>{sentence}</Prose>
          </p>
          <p className="fine-print words-baseline" data-testid="baseline-sentence">
            <Explained>{fromWhere}</Explained>
          </p>
          <div className={stale ? 'evidence stale' : 'evidence'}>
            <div className="heatmap">
              <Figure draw={heatmap} />
              {point && pointed && attribution && <PieceTooltip piece={pointed} anchor={point.anchor} />}
            </div>
            {(max > 0 || !attribution) && <Figure draw={legendFigure} />}
          </div>
          <ResultLine />
          {attribution === null ? (
            <div className="bars-reserve" />
          ) : (
            <div className={stale ? 'evidence stale' : 'evidence'}>
              <Figure draw={bars} className="bars" />
              {ranked.length > FIRST_BARS && (
                <ShowAll
                  isOpen={showsAll}
                  first={FIRST_BARS}
                  closed={`Show all ${ranked.length}`}
                  onToggle={setShowsAll}
                  className="show-all"
                />
              )}
              <ValueTable pieces={pieces} unit={unit} selected={chosen} />
            </div>
          )}
        </>
      ) : written.trim() === '' ? (
        <p className="say dim">Here the words that decide are coloured.</p>
      ) : (
        // What the engine is busy with is told under "Prediction".
        <div className="words-reserve">{isReady && <ResultLine />}</div>
      )}
    </section>
  );
}
