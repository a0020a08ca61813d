import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinyConfig, tinyTensors } from '../testing/tiny-bert';
import type { WeightsCache } from './cache';
import { type DownloadProgress, loadCheckpoint, WEIGHTS_FILE } from './checkpoint';
import { sha256 } from './hash';
import { urlSource } from './source';

/** A safetensors file of the tiny model. */
function weightsFile(): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tinyTensors()) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
    parts.push(bytes);
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  return Uint8Array.from(Buffer.concat([length, json, ...parts]));
}

function memoryCache(): WeightsCache & { readonly kept: Map<string, ArrayBuffer> } {
  const kept = new Map<string, ArrayBuffer>();
  return {
    kept,
    get: async key => kept.get(key) ?? null,
    put: async (key, bytes) => {
      kept.set(key, bytes);
      return true;
    },
    delete: async key => {
      kept.delete(key);
    },
    keys: async prefix => [...kept.keys()].filter(key => key.startsWith(prefix)),
  };
}

describe('a checkpoint behind a URL', () => {
  let server: Server;
  let url: string;
  let files: Map<string, Uint8Array | string>;
  let requests: string[];
  let breakAfter: number | null;

  beforeEach(async () => {
    const weights = weightsFile();
    files = new Map<string, Uint8Array | string>([
      ['config.json', JSON.stringify(tinyConfig)],
      ['tokenizer.json', '{"model":{}}'],
      ['tokenizer_config.json', '{}'],
      [WEIGHTS_FILE, weights],
      [`${WEIGHTS_FILE}.sha256`, `${await sha256(weights)}  ${WEIGHTS_FILE}\n`],
    ]);
    requests = [];
    breakAfter = null;
    server = createServer((request, response) => {
      const name = (request.url ?? '').split('/').at(-1) ?? '';
      requests.push(name);
      const body = files.get(name);
      if (body === undefined) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-length': Buffer.byteLength(body) });
      if (breakAfter !== null && name === WEIGHTS_FILE) {
        response.write(body.slice(0, breakAfter), () => response.destroy());
        return;
      }
      response.end(body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/tiny`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const load = (cache: WeightsCache | null = null, onProgress: (p: DownloadProgress) => void = () => {}) =>
    loadCheckpoint(urlSource(url, cache), onProgress);

  it('is read, hashed and named after its folder', async () => {
    const checkpoint = await load();
    expect(checkpoint.id).toBe('tiny');
    expect(checkpoint.sha256).toBe(await sha256(weightsFile()));
    expect(checkpoint.weights.float32('classifier.bias', [3])).toHaveLength(3);
  });

  it('tells how many bytes have arrived, up to all', async () => {
    const seen: DownloadProgress[] = [];
    await load(null, progress => seen.push(progress));
    const total = weightsFile().length;
    expect(seen.at(-1)).toEqual({ file: WEIGHTS_FILE, loaded: total, total, cached: false });
  });

  it('is not downloaded again where the cache has it', async () => {
    const cache = memoryCache();
    await load(cache);
    requests = [];
    const seen: DownloadProgress[] = [];
    await load(cache, progress => seen.push(progress));
    expect(requests).not.toContain(WEIGHTS_FILE);
    expect(seen).toEqual([expect.objectContaining({ cached: true })]);
  });

  it('is downloaded again where the cache’s bytes are damaged', async () => {
    const cache = memoryCache();
    await load(cache);
    const key = [...cache.kept.keys()].find(name => name.includes(`/${WEIGHTS_FILE}/`)) ?? '';
    const damaged = new Uint8Array(cache.kept.get(key) ?? new ArrayBuffer());
    damaged[20] = (damaged[20] ?? 0) ^ 1;
    requests = [];
    await load(cache);
    expect(requests).toContain(WEIGHTS_FILE);
  });

  it('takes the place of older weights in the cache', async () => {
    const cache = memoryCache();
    await load(cache);
    const changed = weightsFile();
    changed[changed.length - 1] = 0;
    files.set(WEIGHTS_FILE, changed);
    files.set(`${WEIGHTS_FILE}.sha256`, await sha256(changed));
    await load(cache);
    const kept = [...cache.kept.keys()].filter(key => key.includes(`/${WEIGHTS_FILE}/`));
    expect(kept).toEqual([expect.stringContaining(await sha256(changed))]);
  });

  it('is read from the cache where the server is gone', async () => {
    const cache = memoryCache();
    await load(cache);
    await new Promise(resolve => {
      server.closeAllConnections();
      server.close(resolve);
    });
    expect((await load(cache)).id).toBe('tiny');
  });

  it('is hashed where the folder holds no digest', async () => {
    files.delete(`${WEIGHTS_FILE}.sha256`);
    expect((await load()).sha256).toBe(await sha256(weightsFile()));
  });

  it('with a file missing is refused with its name', async () => {
    files.delete('tokenizer.json');
    await expect(load()).rejects.toThrow('tokenizer.json is missing from model "tiny"');
  });

  it('with weights that hash otherwise is refused', async () => {
    files.set(`${WEIGHTS_FILE}.sha256`, `${'0'.repeat(64)}  ${WEIGHTS_FILE}`);
    await expect(load()).rejects.toThrow(`${WEIGHTS_FILE}: sha256 is`);
  });

  it('with JSON that is none is refused', async () => {
    files.set('config.json', '{');
    await expect(load()).rejects.toThrow('config.json: expected JSON');
  });

  it('whose download breaks off is refused with the bytes that came', async () => {
    breakAfter = 100;
    await expect(load()).rejects.toThrow(/model\.safetensors: the download broke off after \d+ of \d+ bytes/);
  });
});
