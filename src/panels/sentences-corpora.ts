/** What the page says of a corpus that is being indexed. */

import { leftOutPhrase } from '../engine/corpus/readers/left-out';
import type { Preview } from '../engine/corpus/readers/preview';
import { counted } from '../engine/counted';
import { formatCount, formatPercent } from '../figures/format';
import type { CorpusProgress, ListedCorpus } from '../state/corpora';

/** How far the indexing is, in one sentence. */
export function progressSentence({ event, isEnding }: CorpusProgress): string {
  if (isEnding) return 'Ending after the present step …';
  switch (event?.stage) {
    case undefined:
      return 'Starting …';
    case 'files':
      return `Reading ${event.file} …`;
    case 'loading':
      return event.event.stage === 'again' ? event.event.sentence : 'Loading the model …';
    case 'measuring':
      return `Measuring the neurons on a sample: ${formatCount(event.done)} of ${counted(event.total, 'sentence')}.`;
    case 'reading':
      return [
        `${formatCount(event.words)} of ${counted(event.ofWords, 'word')} read`,
        event.tokensPerSecond === null
          ? null
          : `${counted(Math.round(event.tokensPerSecond), 'token')} a second`,
        event.secondsLeft === null ? null : timeLeft(event.secondsLeft),
      ]
        .filter(part => part !== null)
        .join(', ')
        .concat('.');
    case 'finishing':
      return 'Finding neurons that move together, the last step …';
  }
}

/** The share of the work that is done, 0 to 1; null where that is not known. */
export function progressShare({ event }: CorpusProgress): number | null {
  switch (event?.stage) {
    case 'measuring':
      return event.done / event.total;
    case 'reading':
      return event.words / event.ofWords;
    default:
      return null;
  }
}

/** What a listed corpus is, after its name. */
export function corpusSentence({ about, added, words, wordsRead, isKept }: ListedCorpus): string {
  const date = added.slice(0, 10);
  if (about === null) {
    return `${date}, stopped at ${formatPercent(words === 0 ? 0 : wordsRead / words)} of ${counted(words, 'word')}`;
  }
  const size = `${counted(about.tokens, 'token')} of ${counted(about.sentences, 'sentence')}`;
  return `${date}, ${size}${isKept ? '' : ', until the page closes'}`;
}

/** How much of a file is read, and in which encoding. */
export function readingSentence({ reading, sentences, bytes }: Preview): string {
  const { encoding, format, rows, isWhole } = reading;
  const unit = format === 'table' ? 'row' : 'line';
  const size = `${counted(sentences, 'sentence')} in ${counted(rows, unit)}`;
  if (isWhole) return `${encoding}: ${size}.`;
  return `${encoding}: ${size} at the beginning of ${formatCount(Math.round(bytes / 1024 ** 2))} MB; the rest is read when it is indexed.`;
}

/** What of a file is left out, and what is read in a way that may not be meant. */
export function leftOutSentences({ reading: { leftOut, notes } }: Preview): string[] {
  const sentences = [...leftOut.map(each => `Left out: ${leftOutPhrase(each)}.`)];
  for (const note of notes) sentences.push(`${note.charAt(0).toUpperCase()}${note.slice(1)}.`);
  return sentences;
}

function timeLeft(seconds: number): string {
  if (seconds < 1) return 'nearly done';
  if (seconds < 90) return `about ${Math.ceil(seconds)} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}
