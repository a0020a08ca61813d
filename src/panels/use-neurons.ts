/** What the panels inside the model share: the neuron table, its own text's pieces, and what is selected in it. */

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { measurableChange } from '../engine/attribution/completeness';
import type { Explanation } from '../engine/explanation/record';
import { NEURON_METHODS, type NeuronMethod, type NeuronTable } from '../engine/neurons/neuron-table';
import { everyToken, type TokenSpan } from '../engine/neurons/neuron-values';
import type { Site } from '../engine/transformer/sites';
import { neuronsAreStale, useSession } from '../state/session';
import { useViewStore } from '../state/view-store';
import { constantScore } from './constant-score';
import { differenceOf, type Piece, piecesOf, selectedPiece } from './pieces';
import { type TargetWords, targetWords } from './target-words';

export interface Neurons {
  readonly table: NeuronTable;
  /** The record that the table belongs to. */
  readonly explanation: Explanation;
  readonly pieces: readonly Piece[];
  /** ΔF; null where the method has no baseline. */
  readonly change: number | null;
  /** ΔF where it can be shared out; null where it vanishes beside what cancels, too. */
  readonly measurable: number | null;
  /** F where nothing between baseline and text moves it; null where something does. */
  readonly constant: number | null;
  readonly target: TargetWords | null;
  readonly isStale: boolean;
  /** The selected piece, and its tokens; all tokens where none is selected. */
  readonly piece: Piece | null;
  readonly span: TokenSpan;
  /** The selected site; null where none is, or where the model lacks it. */
  readonly site: Site | null;
  /** What the grid sums: conductance, or gradient × activation where that was not computed. */
  readonly gridMethod: NeuronMethod | null;
  /** Computed methods, in the order of menus. */
  readonly methods: readonly NeuronMethod[];
  /** Those, and what can be computed if it is chosen. */
  readonly offered: readonly NeuronMethod[];
}

/** Null while nothing has been computed. */
export function useNeurons(): Neurons | null {
  const { unit, selected, site, written } = useViewStore(
    useShallow(({ view: { unit, selected, site, text } }) => ({ unit, selected, site, written: text })),
  );
  const result = useSession(state => state.result.neurons);
  const isStale = useSession(state => neuronsAreStale(state.result));
  return useMemo(() => {
    if (!result) return null;
    const { table, explanation } = result;
    const { text, tokens, attribution, prediction, target } = explanation;
    const pieces = piecesOf(text, tokens, attribution, unit);
    // What is selected in a newer text means nothing in this one.
    const chosen = text === written ? selectedPiece(pieces, selected) : null;
    const piece = pieces.find(({ id }) => id === chosen) ?? null;
    const methods = NEURON_METHODS.filter(method => table.methods[method] !== undefined);
    return {
      table,
      explanation,
      pieces,
      change: attribution && differenceOf(attribution),
      measurable:
        attribution && measurableChange(attribution.value, attribution.baselineValue, attribution.tokens),
      constant: attribution && constantScore(attribution),
      target: targetWords(target, prediction.labels),
      isStale,
      piece,
      span: piece ? spanOf(piece) : everyToken(table),
      site: table.sites.some(info => info.site === site) ? site : null,
      gridMethod: methods.find(method => GRID_METHODS.has(method)) ?? null,
      methods,
      offered: NEURON_METHODS.filter(
        method =>
          methods.includes(method) ||
          (method === 'layer-integrated-gradients' && methods.includes('conductance')),
      ),
    };
  }, [result, isStale, unit, selected, site, written]);
}

const GRID_METHODS: ReadonlySet<NeuronMethod> = new Set(['conductance', 'gradient-x-activation']);

/** The tokens of a piece, which stand side by side. */
export function spanOf({ id, tokens }: Piece): TokenSpan {
  return { from: id, to: id + tokens.length };
}
