/** The WebGL backend, for pages with a real GPU. */

import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { type BackendModule, HALF_PRECISION } from './backend';
import { guardContext } from './context-guard';

/** Renderers that draw on the processor: slower there than wasm. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render|softpipe/i;
/** Textures beyond this many bytes are freed rather than kept for reuse; each new sentence length brings its own. */
const TEXTURE_POOL_BYTES = 256 * 1024 * 1024;

let renderer = '';

export const webglBackend: BackendModule = {
  async unavailable() {
    const context =
      typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!context) return 'no GPU found';
    const info = context.getExtension('WEBGL_debug_renderer_info');
    renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
    context.getExtension('WEBGL_lose_context')?.loseContext();
    if (SOFTWARE.test(renderer)) return 'no GPU found (WebGL is drawn in software)';
    return null;
  },
  async prepare() {
    if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) throw new Error(HALF_PRECISION);
    // Shapes as uniforms: one shader serves every sentence length, where each would otherwise compile its own.
    tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
    tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', TEXTURE_POOL_BYTES);
  },
  guard(onLost) {
    const backend = tf.backend();
    if (!(backend instanceof MathBackendWebGL))
      throw new Error('the backend that started is not that of WebGL');
    guardContext(backend, computes, onLost);
  },
  describe: () => ({ threads: 1, how: renderer ? `GPU: ${renderer}` : 'WebGL' }),
};

function computes(read: (dataId: tf.DataId) => tf.BackendValues): boolean {
  return tf.tidy(() => read(tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataId)[0] === 2);
}
