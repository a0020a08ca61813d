/**
 * The measures of an index that is built in a browser, whose tab may have no more than half a gigabyte: with the
 * shipped model's 14,208 neurons a build holds 230 MB, its model 200 MB more.
 */

import type { IndexSettings } from './settings';

export const OWN_SETTINGS: IndexSettings = {
  // A step of some seconds: what a cancel waits for, and small enough to show progress.
  chunkSentences: 64,
  // 1,536 kept tokens: the band up to the 99.9th percentile still has one.
  calibrationSentences: 384,
  tokensPerSentence: 4,
  // Without tags nothing is ranked by bins; they only give quantiles.
  bins: 64,
  shownBins: 32,
  examples: 20,
  bandExamples: 4,
  // The projection only proposes what kept tokens then decide; its error is 1/√rows.
  sketchRows: 256,
  candidates: 20,
  similar: 5,
  // A small corpus has few words that come twenty times.
  minOccurrences: 5,
  maxTypes: 1000,
  words: 10,
  tags: 3,
};
