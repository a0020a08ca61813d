import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderSource } from '../engine/checkpoint/folder';
import type { FileSource } from '../engine/corpus/index-reader';
import type { Model } from '../engine/explanation/model';
import { createNeuronRequests } from './neuron-requests';
import { turn } from './turn';

const INDEX = fileURLToPath(new URL('../../public/neurons/minilm-sst2', import.meta.url));
const manifest: { model: { sha256: string } } = JSON.parse(readFileSync(`${INDEX}/manifest.json`, 'utf8'));
const model = { sha256: manifest.model.sha256 } as Model;

it('what the index says of neurons is read from the folder at its address, which is opened once', async () => {
  const folder = await folderSource(INDEX);
  const read: string[] = [];
  const source: FileSource = {
    read: file => {
      read.push(file);
      return folder.read(file);
    },
  };
  const opened: string[] = [];
  const corpus = createNeuronRequests(
    model,
    url => {
      opened.push(url);
      return source;
    },
    turn,
  ).corpusAt('https://example.org/neurons/');
  const { statistics } = await corpus({ site: 'L3.ffn', index: 7 });
  expect(statistics.minimum).toBeLessThan(statistics.maximum);
  await corpus({ site: 'L3.ffn', index: 7 });
  expect(opened).toEqual(['https://example.org/neurons/']);
  expect(new Set(read).size).toBe(read.length);
});

it('an index that is not there is missed only when a neuron is asked for', async () => {
  const corpus = createNeuronRequests(model, () => ({ read: async () => null }), turn).corpusAt('none/');
  await expect(corpus({ site: 'L3.ffn', index: 7 })).rejects.toThrow(
    'there is no neuron index here that knows L3.ffn.7',
  );
});

it('a neuron of a model that goes meanwhile is outdated, not failed', async () => {
  const folder = await folderSource(INDEX);
  let goes = () => {};
  const source: FileSource = {
    read: async file => {
      if (file.endsWith('.bin')) goes();
      return folder.read(file);
    },
  };
  // Without a transformer's passes: the first of them fails, as one on disposed weights does.
  const sites = [{ site: 'L3.ffn', width: 1536, fullCut: false }];
  const requests = createNeuronRequests(
    { ...model, transformer: { sites } } as unknown as Model,
    () => source,
    turn,
  );
  const request = { place: 'neuron', address: 'L3.ffn.7', indexUrl: 'index/', textUrl: 'text/' } as const;
  goes = requests.end;
  expect(await requests.neuron(request, () => {})).toEqual({ status: 'outdated' });
});
