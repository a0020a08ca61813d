/** Carry over: one text's activations in the run of another, site by site and token by token. */

import { useCallback, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { isSite } from '../engine/transformer/sites';
import { readsRightToLeft } from '../figures/flow';
import { patchCsv } from '../figures/patch-csv';
import {
  drawPatchGrid,
  drawPatchLegend,
  type PatchData,
  type PatchPlace,
  patchGrid,
  patchOptions,
} from '../figures/patch-grid';
import { quotedLine } from '../figures/settings';
import { useViewStore } from '../state/view-store';
import { ExperimentFrame } from './experiment-frame';
import { PatchActions } from './experiment-patch-actions';
import { PatchTexts } from './experiment-patch-texts';
import { type Draw, Figure } from './figure';
import { GridFigure } from './grid-figure';
import { shownRows } from './grid-rows';
import { figureLabel } from './sentences-experiments';
import { isMarker, patchSentence, tokenName, unalignedSentence } from './sentences-experiments-patch';
import { type RecordOf, useExperiment } from './use-experiment';
import { useFigureTheme } from './use-figure-theme';

export function PatchExperiment() {
  const { other, rows } = useViewStore(useShallow(({ view: { other, rows } }) => ({ other, rows })));
  const set = useViewStore(state => state.set);
  const shown = useExperiment('patch');
  const theme = useFigureTheme();
  const [record] = shown.records;
  const selected = useSelectedPlace(record);
  const sentence = record ? patchSentence(record, shown.status === 'done') : '';
  const site = selected?.site ?? null;
  const data = useMemo(() => {
    if (!record) return null;
    const known = record.rows.flatMap(row => (isSite(row.site) ? [{ ...row, site: row.site }] : []));
    return patchData(record, shownRows(known, rows, site !== null && isSite(site) ? site : null));
  }, [record, rows, site]);
  const select = useCallback(
    ({ site: chosen, token }: PatchPlace) => {
      const isSame = chosen === selected?.site && token === selected.token;
      const next = isSame || !isSite(chosen) ? null : chosen;
      set({ site: next, selected: next === null ? null : token }, 'push');
    },
    [set, selected],
  );
  const shared = useMemo(
    () => ({ theme, selected, label: figureLabel(sentence) }),
    [theme, selected, sentence],
  );
  const grid = useMemo(
    () => data && { data: patchGrid(data), options: patchOptions(data, { ...shared, onSelect: select }) },
    [data, shared, select],
  );
  const legend: Draw = useCallback(
    (svg, width) => data && drawPatchLegend(svg, data, { width, theme }),
    [data, theme],
  );
  const draws = useMemo(
    (): Draw[] => [(svg, width) => data && drawPatchGrid(svg, data, { ...shared, width }), legend],
    [data, shared, legend],
  );
  const unaligned = record ? unalignedSentence(record) : '';
  return (
    <ExperimentFrame
      kind="patch"
      what="carry over"
      about="The text runs with activations of a second text in their place, at one site and token at a time. What that moves of the difference between the two decisions shows where the difference stands."
      settings={<PatchTexts />}
      shown={shown}
      missing={other.trim() === '' ? 'Write a second text, or take one of the pairs.' : null}
      sentence={sentence}
      draws={draws}
      csv={{ contents: 'shares of the cells', write: () => (record ? patchCsv(record) : '') }}
      caption={record ? `Activations carried over from ${quotedLine(record.from)}` : ''}
      finePrint="100 %: the target moves all the way to its value in the second text; below 0 it moves away from it. Equal tokens correspond, and so do those between two equal ones where both texts have as many. Blocks’ outputs carry everything there is at a token; feed-forward and attention rows carry only what that part adds."
    >
      {grid && (
        <>
          <p className="experiment-note">{unaligned}</p>
          <GridFigure data={grid.data} options={grid.options} />
          <Figure draw={legend} />
          {record && <PatchActions record={record} place={selected} isStale={shown.isStale} />}
        </>
      )}
    </ExperimentFrame>
  );
}

/** The site and token that are selected on the page, where the grid has them. */
function useSelectedPlace(record: RecordOf<'patch'> | undefined): PatchPlace | null {
  const { site, selected, text } = useViewStore(
    useShallow(({ view: { site, selected, text } }) => ({ site, selected, text })),
  );
  return useMemo(() => {
    if (!record || site === null || !record.rows.some(row => row.site === site)) return null;
    // A token's number means nothing in another text.
    if (selected !== null && (text !== record.text || selected >= record.tokens.length)) return null;
    return { site, token: selected };
  }, [record, site, selected, text]);
}

function patchData(
  { tokens, fromTokens, aligned, text }: RecordOf<'patch'>,
  rows: readonly RecordOf<'patch'>['rows'][number][],
): PatchData {
  return {
    columns: tokens.map((token, id) => ({
      id,
      text: token,
      name: tokenName(token),
      special: isMarker(token),
      counterpart: fromTokens[aligned[id] ?? -1] ?? null,
    })),
    // The forward pass runs upwards, from the words at the bottom.
    rows: rows.map(({ site, tokens: values, all }) => ({ site, values, all })).reverse(),
    rightToLeft: readsRightToLeft(text),
  };
}
