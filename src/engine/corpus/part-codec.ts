/** A part of an index, and its calibration, as bytes. */

import { z } from 'zod';
import { sha256 } from '../checkpoint/hash';
import type { Calibration } from './calibration';
import { decodeContainer, encodeContainer } from './container';
import { type IndexPart, neuronCount, partHeaderSchema, TAG_ROWS } from './part';

const PART = 'part of a neuron index';
const CALIBRATION = 'calibration of a neuron index';

const headerSchema = z.object({ part: partHeaderSchema, chunks: z.array(z.int().nonnegative()) });
const calibrationSchema = z.object({ neurons: z.int().positive(), tokens: z.int().positive() });

/** A part's bytes, in pieces. */
export function encodePart(part: IndexPart): Uint8Array[] {
  const { minimum, maximum, positive, counts, sketch, wordSums, wordCounts, tagTokens, examples } = part;
  const moments = Object.fromEntries(
    part.moments.flatMap(({ high, low }, order) => [
      [`high${order}`, high],
      [`low${order}`, low],
    ]),
  );
  return encodeContainer(
    PART,
    { part: part.header, chunks: part.chunks },
    {
      ...moments,
      minimum,
      maximum,
      positive,
      counts,
      sketch,
      wordSums,
      wordCounts,
      tagTokens,
      exampleValues: examples.values,
      exampleKeys: examples.keys,
      exampleNotes: examples.notes,
    },
  );
}

/** Reads what `encodePart` wrote. Throws, naming the file, where it is something else or cut short. */
export function decodePart(bytes: ArrayBuffer, file: string): IndexPart {
  const container = decodeContainer(PART, bytes, file);
  const { part: header, chunks } = headerSchema.parse(container.header);
  const neurons = neuronCount(header);
  const { bins, sketchRows, examples } = header.settings;
  return {
    header,
    chunks,
    moments: [0, 1, 2, 3].map(order => ({
      high: container.array(`high${order}`, 'float64', neurons),
      low: container.array(`low${order}`, 'float64', neurons),
    })),
    minimum: container.array('minimum', 'float32', neurons),
    maximum: container.array('maximum', 'float32', neurons),
    positive: container.array('positive', 'uint32', neurons),
    counts: container.array('counts', 'uint32', neurons * TAG_ROWS * bins),
    sketch: container.array('sketch', 'int32', neurons * sketchRows),
    wordSums: container.array('wordSums', 'int32', header.types.length * neurons),
    wordCounts: container.array('wordCounts', 'uint32', header.types.length),
    tagTokens: container.array('tagTokens', 'uint32', TAG_ROWS),
    examples: {
      k: examples,
      values: container.array('exampleValues', 'float32', neurons * examples),
      keys: container.array('exampleKeys', 'uint32', neurons * examples),
      notes: container.array('exampleNotes', 'uint16', neurons * examples),
    },
  };
}

/** A calibration's bytes, in pieces. */
export function encodeCalibration(calibration: Calibration): Uint8Array[] {
  const { mean, deviation, from, to, sentences, positions, kept } = calibration;
  return encodeContainer(
    CALIBRATION,
    { neurons: mean.length, tokens: sentences.length },
    { mean, deviation, from, to, sentences, positions, kept },
  );
}

/** Reads what `encodeCalibration` wrote. Throws, naming the file, where it is something else or cut short. */
export function decodeCalibration(bytes: ArrayBuffer, file: string): Calibration {
  const container = decodeContainer(CALIBRATION, bytes, file);
  const { neurons, tokens } = calibrationSchema.parse(container.header);
  return {
    mean: container.array('mean', 'float32', neurons),
    deviation: container.array('deviation', 'float32', neurons),
    from: container.array('from', 'float32', neurons),
    to: container.array('to', 'float32', neurons),
    sentences: container.array('sentences', 'uint32', tokens),
    positions: container.array('positions', 'uint16', tokens),
    kept: container.array('kept', 'float32', neurons * tokens),
  };
}

/** Hex SHA-256 of a calibration: parts that measure neurons differently do not merge. */
export async function calibrationDigest(calibration: Calibration): Promise<string> {
  const digests: string[] = [];
  for (const piece of encodeCalibration(calibration)) digests.push(await sha256(new Uint8Array(piece)));
  return sha256(new TextEncoder().encode(digests.join('')));
}
