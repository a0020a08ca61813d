/**
 * A corpus of the user's own as one file: its index and its text, as they lie in two folders elsewhere. A line of
 * magic, the header's length (uint32, little-endian), the header as JSON, then the files one after the other.
 */

import { z } from 'zod';
import { sha256 } from '../checkpoint/hash';
import type { FileSource } from './index-reader';

const MAGIC = 'finegrain corpus 1\n';
/** More than any header has. */
const MOST_HEADER = 64 * 1024 * 1024;

export const INDEX_FOLDER = 'index/';
export const TEXT_FOLDER = 'text/';

export const aboutSchema = z.object({
  name: z.string(),
  /** Corpus digest, see `corpusDigest`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  model: z.object({ id: z.string(), sha256: z.string() }),
  /** When the index was finished, ISO 8601. */
  made: z.iso.datetime(),
  sentences: z.int().positive(),
  tokens: z.int().positive(),
});
export type CorpusAbout = z.infer<typeof aboutSchema>;

const headerSchema = z.object({
  about: aboutSchema,
  /** Of what follows the header. */
  digest: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative() })),
});

export interface CorpusPack {
  readonly about: CorpusAbout;
  /** Throws where the files are not those that were packed. */
  check(): Promise<void>;
  /** A folder of the pack, such as `INDEX_FOLDER`. */
  source(folder: string): FileSource;
}

/** Packs files, named with their folders. */
export async function packCorpus(
  about: CorpusAbout,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer> | string>,
): Promise<Blob> {
  const contents = [...files].map(([name, content]) => ({
    name,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  const body = new Blob(contents.map(({ bytes }) => bytes));
  const header: z.infer<typeof headerSchema> = {
    about,
    digest: await digestOf(body),
    files: contents.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, json.length, true);
  return new Blob([MAGIC, length, json, body], { type: 'application/octet-stream' });
}

/**
 * Opens a pack; its files are read when they are asked for.
 * @param name the file's, for messages
 * @throws Error, one sentence, where it is something else or cut short
 */
export async function openCorpusPack(pack: Blob, name: string): Promise<CorpusPack> {
  const start = MAGIC.length + 4;
  const head = await pack.slice(0, start).arrayBuffer();
  if (new TextDecoder().decode(head.slice(0, MAGIC.length)) !== MAGIC || head.byteLength < start) {
    throw new Error(`${name} is not a corpus that Finegrain exported.`);
  }
  const length = new DataView(head).getUint32(MAGIC.length, true);
  if (length > MOST_HEADER) throw damaged(name);
  const { about, digest, files } = parseHeader(await pack.slice(start, start + length).text(), name);
  const body = pack.slice(start + length);
  const places = new Map<string, readonly [number, number]>();
  let end = 0;
  for (const { name: file, bytes } of files) {
    places.set(file, [end, end + bytes]);
    end += bytes;
  }
  if (end !== body.size) throw damaged(name);
  return {
    about,
    async check() {
      if ((await digestOf(body)) !== digest) throw damaged(name);
    },
    source: folder => ({
      async read(file) {
        const place = places.get(`${folder}${file}`);
        return place ? body.slice(...place).arrayBuffer() : null;
      },
    }),
  };
}

function parseHeader(json: string, name: string): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(json));
  } catch {
    throw damaged(name);
  }
}

async function digestOf(body: Blob): Promise<string> {
  return sha256(new Uint8Array(await body.arrayBuffer()));
}

function damaged(name: string): Error {
  return new Error(`${name} is damaged or was not copied whole; nothing was imported from it.`);
}
