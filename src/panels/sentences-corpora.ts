/** What the page says of a corpus that is being indexed. */

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
      return 'Loading the model …';
    case 'measuring':
      return `Measuring the neurons on a sample: ${event.done} of ${event.total} sentences.`;
    case 'reading':
      return [
        `${formatCount(event.words)} of ${formatCount(event.ofWords)} words read`,
        event.tokensPerSecond === null
          ? null
          : `${formatCount(Math.round(event.tokensPerSecond))} tokens a second`,
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
    return `${date}, stopped at ${formatPercent(words === 0 ? 0 : wordsRead / words)} of ${formatCount(words)} words`;
  }
  const size = `${formatCount(about.tokens)} tokens of ${formatCount(about.sentences)} sentences`;
  return `${date}, ${size}${isKept ? '' : ', until the page closes'}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 1) return 'nearly done';
  if (seconds < 90) return `about ${Math.ceil(seconds)} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}
