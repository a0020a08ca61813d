/** Where a checkpoint's files come from: a folder behind a URL, or (in the command line) a folder on disk. */

import { counted } from '../counted';
import type { WeightsCache } from './cache';

export type FileProgress = (loaded: number, total: number | null) => void;

/** A folder of files, read whole. */
export interface CheckpointSource {
  /** Name of the folder, for records and messages. */
  readonly id: string;
  /** A file's bytes; null where there is no such file. Throws where reading fails otherwise. */
  read(file: string, onProgress?: FileProgress): Promise<ArrayBuffer | null>;
  /** Where the folder lies, unlike that of any other; files are kept under it. */
  readonly location: string;
  /** Keeps files between visits; null where nothing is kept. */
  readonly cache: WeightsCache | null;
}

/** The folder at a URL. Throws, with file and status, where the server answers with an error other than 404. */
export function urlSource(folder: string, cache: WeightsCache | null): CheckpointSource {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const id = base.split('/').at(-2) || base;
  return {
    id,
    location: base,
    cache,
    async read(file, onProgress) {
      const response = await fetchFile(`${base}${file}`, file);
      if (response.status === 404 || isAppShell(response, file)) return null;
      if (!response.ok)
        throw new Error(`${file}: the server answered ${response.status}, expected the file.`);
      return readStream(response, file, onProgress);
    },
  };
}

async function fetchFile(url: string, file: string): Promise<Response> {
  try {
    return await fetch(url);
  } catch {
    throw new Error(`${file}: could not be downloaded from ${url}; is the server reachable?`);
  }
}

/** Servers of single-page apps answer every unknown path with the page itself. */
function isAppShell(response: Response, file: string): boolean {
  return !file.endsWith('.html') && (response.headers.get('content-type') ?? '').startsWith('text/html');
}

/** Reads a response's bytes as they arrive. Throws where fewer or more arrive than the server announced. */
export async function readStream(
  response: Response,
  file: string,
  onProgress: FileProgress | undefined,
): Promise<ArrayBuffer> {
  // The announced length is that of the encoded bytes, so it says nothing of a compressed answer.
  const encoded = response.headers.has('content-encoding');
  const announced = encoded ? null : Number(response.headers.get('content-length')) || null;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  if (response.body) {
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Error(
          `${file}: the download broke off after ${loaded} of ${announced ?? 'unknown'} bytes.`,
        );
      });
      if (done) break;
      chunks.push(value);
      loaded += value.byteLength;
      onProgress?.(loaded, announced);
    }
  }
  if (announced !== null && loaded !== announced) {
    throw new Error(`${file}: ${counted(loaded, 'byte')} arrived, expected ${announced}.`);
  }
  const whole = new Uint8Array(loaded);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole.buffer;
}
