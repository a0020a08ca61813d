/** The wasm backend's memory. */

import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Bytes of the wasm heap. It never shrinks, so this is the most that was needed so far. Throws on other backends. */
export function wasmHeapBytes(): number {
  const backend = tf.backend();
  if (!(backend instanceof BackendWasm)) throw new Error('The wasm backend is not the one that runs.');
  const heap: unknown = Reflect.get(backend.wasm, 'HEAPU8');
  if (!(heap instanceof Uint8Array)) throw new Error('The wasm backend shows no heap.');
  return heap.byteLength;
}
