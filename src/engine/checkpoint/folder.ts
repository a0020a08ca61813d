/** A checkpoint in a folder on disk, for the command line and tests. Node only. */

import { open, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { counted } from '../counted';
import type { CheckpointSource } from './source';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** The folder as a source. Throws, naming it, where it is no folder. */
export async function folderSource(folder: string): Promise<CheckpointSource> {
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new Error(`Model folder ${folder}: no such folder.`);
  return {
    id: basename(resolve(folder)),
    location: resolve(folder),
    cache: null,
    async read(file, onProgress) {
      const path = join(folder, file);
      const info = await stat(path).catch(() => null);
      if (!info?.isFile()) return null;
      if (!onProgress) return toArrayBuffer(await readFile(path));
      const whole = new Uint8Array(info.size);
      const handle = await open(path);
      try {
        let loaded = 0;
        while (loaded < whole.byteLength) {
          const { bytesRead } = await handle.read(
            whole,
            loaded,
            Math.min(CHUNK_BYTES, whole.byteLength - loaded),
          );
          if (bytesRead === 0)
            throw new Error(`${file}: ${counted(loaded, 'byte')} read, expected ${whole.byteLength}.`);
          loaded += bytesRead;
          onProgress(loaded, whole.byteLength);
        }
      } finally {
        await handle.close();
      }
      return whole.buffer;
    },
  };
}

function toArrayBuffer(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
