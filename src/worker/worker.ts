/** The worker's entry: loads the model, explains and experiments, and hands results over as they ripen. */

import './no-eval';
import { expose, transfer } from 'comlink';
import { ContextLost } from '../engine/backend/context-guard';
import { urlSource } from '../engine/checkpoint/source';
import { runExperiment } from '../engine/experiments/experiment';
import { type Explained, explain } from '../engine/explanation/explain';
import type { Model } from '../engine/explanation/model';
import type { NeuronSelection } from '../engine/explanation/neuron-records';
import type { CorpusOf } from '../engine/explanation/prepared-text';
import { textFeed } from '../engine/explanation/text-feed';
import { releaseListener } from './listener';
import { loadModel } from './load-model';
import { createNeuronRequests, type NeuronRequests } from './neuron-requests';
import { createNewestRun } from './newest-run';
import type { WorkerApi } from './protocol';
import { throttled } from './throttled';
import { turn } from './turn';

/** Neurons that the record names; the table beside it holds them all. */
const RECORDED: NeuronSelection = { sites: null, method: null, count: 50 };

/** Milliseconds between two looks at a growing experiment. */
const RIPENING_INTERVAL = 50;

/** A loaded model, with what is read of its neurons. */
interface Loaded {
  readonly model: Model;
  readonly neurons: NeuronRequests;
  /** What the index beside the model says of a neuron. */
  readonly corpus: CorpusOf;
}

let loading: Promise<Loaded> = Promise.reject(new Error('No model is loaded.'));
loading.catch(() => {}); // told to whoever asks for the model
let lose: (reason: string) => void = () => {};
const lost = new Promise<string>(resolve => {
  lose = resolve;
});
const explanations = createNewestRun(turn);
const experiments = createNewestRun(turn);
const feeds = { neuron: createNewestRun(turn), pinned: createNewestRun(turn) };

const api: WorkerApi = {
  async load({ modelUrl, indexUrl }, forced, hangs, onEvent) {
    explanations.end();
    experiments.end();
    for (const feed of Object.values(feeds)) feed.end();
    const load = async (): Promise<Loaded> => {
      const model = await loadModel(modelUrl, forced, hangs, onEvent, error => lose(error.message));
      const neurons = createNeuronRequests(model, url => urlSource(url, null), turn);
      return { model, neurons, corpus: neurons.corpusAt(indexUrl) };
    };
    // One load after the other: two at once would fight over the backend.
    loading = loading.then(({ model, neurons }) => {
      neurons.end();
      model.transformer.dispose();
      return load();
    }, load);
    try {
      const { id, sha256, backend, transformer, tokenizer } = (await loading).model;
      const { labels, sites } = transformer;
      return { id, sha256, labels, sites, maxTokens: tokenizer.maxTokens, backend };
    } finally {
      releaseListener(onEvent);
    }
  },

  async explain(request, onEvent) {
    return listenedTo(onEvent, async () => {
      const explained = await explanations.follow(async signal => {
        const { model, corpus } = await loading;
        // Whoever asks for more of the neurons has the words on screen already.
        const rough = !request.neuronMethod;
        return explain(model, request, { rough, neurons: RECORDED, corpus, signal });
      }, onEvent);
      return explained && handedOver(explained);
    });
  },

  async cancel() {
    explanations.end();
  },

  lost: () => lost,

  async experiment(subject, request, onRipening) {
    return listenedTo(onRipening, async () => {
      const { tell, flush } = throttled(onRipening, RIPENING_INTERVAL);
      const record = await experiments.follow(async signal => {
        const { model, corpus } = await loading;
        return runExperiment({ model, subject, corpus, signal }, request);
      }, tell);
      if (record) flush();
      return record;
    });
  },

  async cancelExperiment() {
    experiments.end();
  },

  async neuron(request, onRecord) {
    return listenedTo(onRecord, async () => (await loading).neurons.neuron(request, onRecord));
  },

  async feed({ place, subject, address, conductance }, onProgress) {
    return listenedTo(onProgress, async () => {
      const tokens = await feeds[place].follow(async signal => {
        const { model, corpus } = await loading;
        return textFeed(model, subject, address, { conductance, corpus, signal });
      }, onProgress);
      return tokens && Array.from(tokens);
    });
  },

  async cancelFeed(place) {
    feeds[place].end();
  },

  async words(index) {
    return (await loading).neurons.words(index);
  },
};

/** A call with a listener, whose channel closes behind it. */
async function listenedTo<T>(listener: object, answer: () => Promise<T>): Promise<T> {
  try {
    return await watchingForCrashes(answer);
  } finally {
    releaseListener(listener);
  }
}

/** A call that computes; a crash of wasm ends more than the call, and so does a lost GPU, which the page is told of. */
async function watchingForCrashes<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ContextLost) return new Promise<never>(() => {});
    if (error instanceof WebAssembly.RuntimeError) crash(error);
    throw error;
  }
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
