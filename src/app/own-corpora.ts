/** Connects the user's own corpora with the page; loaded after the first paint, which shows none of them. */

import { connectCorpora } from '../state/corpora-connection';
import { createCorpusClient } from '../worker/corpus-client';
import { openCorpusStore } from '../worker/corpus-database';

export function connectOwnCorpora(): void {
  connectCorpora(
    createCorpusClient(
      () => new Worker(new URL('../worker/corpus-worker.ts', import.meta.url), { type: 'module' }),
    ),
    { openStore: openCorpusStore },
  );
}
