/** The words that are drawn: of the run that was asked for, or under interventions of either run, or what changed. */

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Attribution } from '../engine/explanation/record';
import { type Result, useSession } from '../state/session';
import type { Shown, View } from '../state/view';
import { useViewStore } from '../state/view-store';
import { largestValue, type Piece, piecesOf } from './pieces';
import { isComparable } from './run-difference';
import { shownPieces } from './shown-pieces';

export interface ShownWords {
  readonly pieces: readonly Piece[];
  readonly max: number;
  /** What of two runs is drawn; null where no interventions are in force. */
  readonly shown: Shown | null;
  /** Without the interventions; null where there are none, or until it is known. */
  readonly untouched: Attribution | null;
}

/** What the session has of the view's words. */
export function useShownWords(): ShownWords {
  const { unit, shown, interventions, applied } = useViewStore(
    useShallow(({ view: { unit, shown, interventions, applied } }) => ({
      unit,
      shown,
      interventions,
      applied,
    })),
  );
  const result = useSession(state => state.result);
  const { text, tokens, attribution } = result;
  const isChanged = isChangedRun(result, { interventions, applied });
  const untouched = isChanged ? comparableRun(result) : null;
  return useMemo(() => {
    if (tokens && attribution && untouched)
      return {
        ...shownPieces(text, tokens, { changed: attribution, untouched }, unit, shown),
        shown,
        untouched,
      };
    const pieces = piecesOf(text, tokens ?? [], attribution, unit);
    return { pieces, max: largestValue(pieces), shown: isChanged ? 'changed' : null, untouched: null };
  }, [text, tokens, attribution, untouched, unit, shown, isChanged]);
}

/** Whether interventions are in force in what is on screen. */
export function isChangedRun(
  { explanation, rough, stale }: Pick<Result, 'explanation' | 'rough' | 'stale'>,
  { interventions, applied }: Pick<View, 'interventions' | 'applied'>,
): boolean {
  // A rough attribution has no record yet; unless it is an earlier one's, it is that of the present view.
  if (explanation === null) return rough && !stale && interventions !== '' && applied === 'on';
  return explanation.interventions.length > 0;
}

function comparableRun({ text, target, tokens, attribution, untouched }: Result): Attribution | null {
  if (!tokens || target === null || !untouched) return null;
  return isComparable({ text, target, tokens, attribution }, untouched.explanation)
    ? untouched.explanation.attribution
    : null;
}
