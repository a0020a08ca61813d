/** Parts of an index on disk: `part.bin`, and `calibration.bin` beside it. */

import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration } from '../src/engine/corpus/calibration';
import type { IndexPart } from '../src/engine/corpus/part';
import {
  decodeCalibration,
  decodePart,
  encodeCalibration,
  encodePart,
} from '../src/engine/corpus/part-codec';

const PART_FILE = 'part.bin';
const CALIBRATION_FILE = 'calibration.bin';

/** Keeps a part in its folder; a reader finds the old or the new one, never half of it. */
export async function writePart(folder: string, part: IndexPart): Promise<void> {
  await writeWhole(folder, PART_FILE, encodePart(part));
}

export async function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  await writeWhole(folder, CALIBRATION_FILE, encodeCalibration(calibration));
}

/** The part of a folder; null where there is none. Throws, naming the file, where it is damaged. */
export async function readPart(folder: string): Promise<IndexPart | null> {
  const file = join(folder, PART_FILE);
  return existsSync(file) ? decodePart(await bytesOf(file), file) : null;
}

/** The calibration of a folder; null where there is none. Throws, naming the file, where it is damaged. */
export async function readCalibration(folder: string): Promise<Calibration | null> {
  const file = join(folder, CALIBRATION_FILE);
  return existsSync(file) ? decodeCalibration(await bytesOf(file), file) : null;
}

/** Writes a file beside its place, then puts it there. */
export async function writeWhole(folder: string, name: string, pieces: readonly Uint8Array[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `${name}.new`);
  const handle = await open(temporary, 'w');
  try {
    for (const piece of pieces) {
      for (let done = 0; done < piece.length; ) {
        done += (await handle.write(piece, done)).bytesWritten;
      }
    }
  } finally {
    await handle.close();
  }
  await rename(temporary, join(folder, name));
}

async function bytesOf(file: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return byteOffset === 0 && byteLength === buffer.byteLength
    ? (buffer as ArrayBuffer)
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
