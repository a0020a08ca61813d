/** The sentence over the words: of the run that is drawn, or of what interventions changed in it. */

import type { Attribution } from '../engine/explanation/record';
import type { Shown } from '../state/view';
import { constantScore, constantSentence } from './constant-score';
import { differenceOf, type Piece } from './pieces';
import { attributionSentence, quoted } from './sentences';
import { sentenceOfRun, wordsDifferenceSentence } from './sentences-interventions';

export interface WordsFacts {
  /** As they are drawn, special tokens left out. */
  readonly pieces: readonly Piece[];
  readonly changed: Attribution;
  /** Without interventions; null where there are none, or where that is not known. */
  readonly untouched: Attribution | null;
  /** What of two runs is drawn; null where no interventions are in force. */
  readonly shown: Shown | null;
  readonly noun: 'word' | 'token';
  /** The class that positive values speak for. */
  readonly towards: string;
}

/** "With the changes, “clumsy” carries most of the score (+0.71 of +0.93); …" */
export function wordsSentence({ pieces, changed, untouched, shown, noun, towards }: WordsFacts): string {
  if (shown === 'difference' && untouched) {
    const [now, before] = [differenceOf(changed), differenceOf(untouched)];
    const score = now === null || before === null ? null : { changed: now, untouched: before };
    const words = pieces.map(({ text, value, runs }) => ({
      name: quoted(text),
      ...(runs ?? { changed: value, untouched: 0 }),
    }));
    return wordsDifferenceSentence(words, score, noun);
  }
  const run = shown === 'untouched' ? (untouched ?? changed) : changed;
  const score = constantScore(run);
  const sentence =
    score !== null
      ? constantSentence(score)
      : attributionSentence({
          pieces,
          difference: differenceOf(run),
          method: run.method,
          noun,
          towards,
        });
  return shown === null || shown === 'difference' ? sentence : sentenceOfRun(shown, sentence);
}
