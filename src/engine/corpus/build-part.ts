/** Reads chunks of a corpus into a part of its index. */

import { createAccumulator } from './accumulate';
import type { Calibration } from './calibration';
import { chunkCount, type IndexPart } from './part';
import { encodeSentence, type Reader, readActivations } from './reading';
import type { Sentence } from './sentences';
import { typeLookup } from './vocabulary';

/** How far a part has come. */
export interface PartProgress {
  readonly chunk: number;
  /** Tokens of the chunk that counted. */
  readonly tokens: number;
  /** Chunks of this part that are still to be read. */
  readonly left: number;
}

/** Chunks of part `shard` of `shards`, both counted from 1: every `shards`-th chunk. */
export function chunksOfShard(part: IndexPart, shard: number, shards: number): number[] {
  return Array.from({ length: chunkCount(part.header) }, (_, chunk) => chunk).filter(
    chunk => chunk % shards === shard - 1,
  );
}

/**
 * Reads what of `chunks` is not yet in the part, adding to it; after each yield the part is whole and can be kept.
 * @throws Error where an activation is NaN or infinite
 */
export async function* buildPart(
  reader: Reader,
  sentences: readonly Sentence[],
  calibration: Calibration,
  part: IndexPart,
  chunks: readonly number[],
): AsyncGenerator<PartProgress> {
  const { settings, types } = part.header;
  const accumulator = createAccumulator(part, calibration, typeLookup(types));
  const isFirst = firstOfTheirText(sentences);
  const read = new Set(part.chunks);
  const todo = chunks.filter(chunk => !read.has(chunk));
  for (const [index, chunk] of todo.entries()) {
    const first = chunk * settings.chunkSentences;
    const encoded = sentences
      .slice(first, first + settings.chunkSentences)
      .map((sentence, i) => encodeSentence(reader.tokenizer, first + i, sentence));
    for await (const batch of readActivations(reader, encoded)) accumulator.add(batch, isFirst);
    accumulator.endChunk(chunk);
    const tokens = encoded.reduce(
      (sum, sentence) => sum + sentence.tokens.filter(({ special }) => !special).length,
      0,
    );
    yield { chunk, tokens, left: todo.length - index - 1 };
  }
}

/** Whether no earlier sentence has the same text: examples should differ. */
function firstOfTheirText(sentences: readonly Sentence[]): (id: number) => boolean {
  const firsts = new Map<string, number>();
  sentences.forEach(({ text }, id) => {
    if (!firsts.has(text)) firsts.set(text, id);
  });
  return id => firsts.get(sentences[id]?.text ?? '') === id;
}
