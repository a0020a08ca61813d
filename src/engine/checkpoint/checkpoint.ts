/** A checkpoint: a Hugging Face folder, read, checked, and named by the hash of its weights. */

import type { WeightsCache } from './cache';
import { type BertConfig, parseConfig } from './config';
import { sha256 } from './hash';
import { parseSafetensors } from './safetensors';
import type { CheckpointSource } from './source';
import { createWeights, type Weights } from './weights';

export const WEIGHTS_FILE = 'model.safetensors';
/** Optional, as `sha256sum` writes it; what it names is what the weights must hash to. */
const DIGEST_FILE = `${WEIGHTS_FILE}.sha256`;

export interface Checkpoint {
  readonly id: string;
  /** Hex digest of the weights file. */
  readonly sha256: string;
  readonly config: BertConfig;
  readonly weights: Weights;
  /** Parsed tokenizer.json and tokenizer_config.json, for the tokenizer to check. */
  readonly tokenizerJson: unknown;
  readonly tokenizerConfig: unknown;
}

export interface DownloadProgress {
  readonly file: string;
  readonly loaded: number;
  readonly total: number | null;
  /** True where the bytes come from the cache of an earlier visit. */
  readonly cached: boolean;
}

/**
 * Reads a folder's config, tokenizer and weights. Weights come from the cache where their hash is the expected one.
 * @throws Error that names the file and what was expected
 */
export async function loadCheckpoint(
  source: CheckpointSource,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Checkpoint> {
  const [configJson, tokenizerJson, tokenizerConfig, digest] = await Promise.all([
    readJson(source, 'config.json'),
    readJson(source, 'tokenizer.json'),
    readJson(source, 'tokenizer_config.json'),
    readSmall(source, DIGEST_FILE),
  ]);
  const config = parseConfig(configJson);
  const expected = digest === null ? null : parseDigest(digest);
  const { bytes, hash } = await readWeights(source, expected, onProgress);
  const weights = createWeights(parseSafetensors(bytes, WEIGHTS_FILE), WEIGHTS_FILE);
  return { id: source.id, sha256: hash, config, weights, tokenizerJson, tokenizerConfig };
}

async function readWeights(
  source: CheckpointSource,
  expected: string | null,
  onProgress: (progress: DownloadProgress) => void,
): Promise<{ bytes: ArrayBuffer; hash: string }> {
  const versions = `${source.location}${WEIGHTS_FILE}/`;
  const key = `${versions}${expected ?? 'unnamed'}`;
  // Without a digest to hold them against, kept bytes could be those of another model.
  const kept = expected && source.cache ? await source.cache.get(key) : null;
  if (kept) {
    const hash = await sha256(new Uint8Array(kept));
    if (hash === expected) {
      onProgress({ file: WEIGHTS_FILE, loaded: kept.byteLength, total: kept.byteLength, cached: true });
      return { bytes: kept, hash };
    }
    await source.cache?.delete(key);
  }
  const bytes = await source.read(WEIGHTS_FILE, (loaded, total) =>
    onProgress({ file: WEIGHTS_FILE, loaded, total, cached: false }),
  );
  if (!bytes) throw missing(source, WEIGHTS_FILE);
  const hash = await sha256(new Uint8Array(bytes));
  if (expected && hash !== expected) {
    throw new Error(
      `${WEIGHTS_FILE}: sha256 is ${hash}, expected ${expected}; the download is damaged or outdated.`,
    );
  }
  if (expected && source.cache) await keepOnly(source.cache, key, versions, bytes);
  return { bytes, hash };
}

/** Keeps the newest weights of a folder in place of all older ones. */
async function keepOnly(
  cache: WeightsCache,
  key: string,
  versions: string,
  bytes: ArrayBuffer,
): Promise<void> {
  for (const old of await cache.keys(versions)) await cache.delete(old);
  await cache.put(key, bytes);
}

async function readJson(source: CheckpointSource, file: string): Promise<unknown> {
  const text = await readSmall(source, file);
  if (text === null) throw missing(source, file);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: expected JSON, found something else.`);
  }
}

/** A small file as text: from the source, else (offline) as the last visit left it; null where there is none. */
async function readSmall(source: CheckpointSource, file: string): Promise<string | null> {
  const key = `${source.location}${file}`;
  try {
    const bytes = await source.read(file);
    if (bytes) await source.cache?.put(key, bytes);
    return bytes && new TextDecoder().decode(bytes);
  } catch (error) {
    const kept = await source.cache?.get(key);
    if (kept) return new TextDecoder().decode(kept);
    throw error;
  }
}

function parseDigest(text: string): string {
  const digest = /^[0-9a-f]{64}\b/i.exec(text.trim())?.[0];
  if (!digest) throw new Error(`${DIGEST_FILE}: expected a line that begins with 64 hexadecimal digits.`);
  return digest.toLowerCase();
}

function missing(source: CheckpointSource, file: string): Error {
  return new Error(
    `${file} is missing from model "${source.id}", expected a Hugging Face folder that has it.`,
  );
}
