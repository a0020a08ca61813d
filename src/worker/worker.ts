/** The worker's entry: loads the model, explains one text at a time, and hands results over as they ripen. */

import './no-eval';
import { expose, transfer } from 'comlink';
import { urlSource } from '../engine/checkpoint/source';
import { type Explained, explain } from '../engine/explanation/explain';
import type { Model } from '../engine/explanation/model';
import type { NeuronSelection } from '../engine/explanation/neuron-records';
import { releaseListener } from './listener';
import { loadModel } from './load-model';
import { createNeuronRequests, type NeuronRequests } from './neuron-requests';
import type { WorkerApi } from './protocol';
import { turn } from './turn';

/** Neurons that the record names; the table beside it holds them all. */
const RECORDED: NeuronSelection = { sites: null, method: null, count: 50 };

let loading: Promise<Model> = Promise.reject(new Error('No model is loaded.'));
loading.catch(() => {}); // told to whoever asks for the model
let running: AbortController | null = null;
let neurons: { readonly model: Model; readonly requests: NeuronRequests } | null = null;

const api: WorkerApi = {
  async load(modelUrl, forced, onEvent) {
    running?.abort();
    // One load after the other: two at once would fight over the backend.
    loading = loading.then(
      model => {
        model.transformer.dispose();
        return loadModel(modelUrl, forced, onEvent);
      },
      () => loadModel(modelUrl, forced, onEvent),
    );
    try {
      const { id, sha256, backend, transformer, tokenizer } = await loading;
      return { id, sha256, labels: transformer.labels, maxTokens: tokenizer.maxTokens, backend };
    } finally {
      releaseListener(onEvent);
    }
  },

  async explain(request, onEvent) {
    running?.abort();
    const own = new AbortController();
    running = own;
    try {
      const model = await loading;
      // Whoever asks for more of the neurons has the words on screen already.
      const rough = !request.neuronMethod;
      const run = explain(model, request, { rough, neurons: RECORDED, signal: own.signal });
      for (;;) {
        const step = await run.next();
        if (own.signal.aborted) return null;
        if (step.done) return handedOver(step.value);
        onEvent(step.value);
        await turn();
      }
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) crash(error);
      if (own.signal.aborted) return null;
      throw error;
    } finally {
      releaseListener(onEvent);
    }
  },

  async cancel() {
    running?.abort();
  },

  async neuron(request, onRecord) {
    try {
      return await (await neuronRequests()).neuron(request, onRecord);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) crash(error);
      throw error;
    } finally {
      releaseListener(onRecord);
    }
  },

  async words(indexUrl) {
    return (await neuronRequests()).words(indexUrl);
  },
};

/** Of the loaded model. */
async function neuronRequests(): Promise<NeuronRequests> {
  const model = await loading;
  if (neurons?.model !== model) {
    neurons = { model, requests: createNeuronRequests(model, url => urlSource(url, null), turn) };
  }
  return neurons.requests;
}

/** Marks the large matrices to be moved to the page, not copied. */
function handedOver(explained: Explained): Explained {
  const matrices = Object.values(explained.neurons?.methods ?? {}).flat();
  return transfer(
    explained,
    matrices.map(matrix => matrix.buffer),
  );
}

/** A wasm module that failed inside stays broken; an error that nobody catches makes the page start a new worker. */
function crash(error: WebAssembly.RuntimeError): void {
  setTimeout(() => {
    throw error;
  });
}

expose(api);
