/**
 * Guards what comes out of the WebGL backend: once its context is lost, which a browser may do at any time, every
 * texture reads as zeros, and reads that wait for the GPU wait for ever.
 */

import type { DataId } from '@tensorflow/tfjs-core';

/** Name of the error, by which it is known where it has come from a worker. */
export const CONTEXT_LOST = 'ContextLost';

/** Nothing that was computed on the context counts. */
export class ContextLost extends Error {
  override readonly name = CONTEXT_LOST;

  constructor() {
    super('the browser took the GPU away (its WebGL context was lost)');
  }
}

/** What is used of the WebGL backend. */
export interface GuardedBackend<Values extends ArrayLike<unknown>> {
  readonly gpgpu: { readonly gl: Pick<WebGLRenderingContext, 'canvas' | 'isContextLost'> };
  read(dataId: DataId): Promise<Values>;
  readSync(dataId: DataId): Values;
}

/**
 * From now on each read of the backend throws `ContextLost` unless the context was alive after it.
 * @param computes whether the backend still gets a known product right, read by the function it is given. Asked where
 * all that was read are zeros: some browsers tell of a loss only later.
 * @param onLost told once, however the loss was noticed
 */
export function guardContext<Values extends ArrayLike<unknown>>(
  backend: GuardedBackend<Values>,
  computes: (read: (dataId: DataId) => Values) => boolean,
  onLost: (error: ContextLost) => void,
): void {
  const { gl } = backend.gpgpu;
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  let loss: ContextLost | null = null;
  let reject: (error: ContextLost) => void = () => {};
  const lost = new Promise<never>((_, fail) => {
    reject = fail;
  });
  lost.catch(() => {}); // told to whoever reads

  function lose(): ContextLost {
    if (loss) return loss;
    loss = new ContextLost();
    reject(loss);
    onLost(loss);
    return loss;
  }

  function checked(values: Values): Values {
    if (loss || gl.isContextLost()) throw lose();
    if (isZero(values) && !computes(readSync)) throw lose();
    return values;
  }

  backend.read = async dataId => {
    try {
      return checked(await Promise.race([read(dataId), lost]));
    } catch (error) {
      throw gl.isContextLost() ? lose() : error;
    }
  };
  backend.readSync = dataId => {
    try {
      return checked(readSync(dataId));
    } catch (error) {
      throw gl.isContextLost() ? lose() : error;
    }
  };
  gl.canvas.addEventListener('webglcontextlost', lose);
}

function isZero(values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i += 1) if (values[i] !== 0) return false;
  return true;
}
