/** The WebGL backend, for pages with a real GPU. */

import '@tensorflow/tfjs-backend-webgl';
import { env } from '@tensorflow/tfjs-core';
import type { BackendModule } from './backend';

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
    // Shapes as uniforms: one shader serves every sentence length, where each would otherwise compile its own.
    env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
    env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', TEXTURE_POOL_BYTES);
  },
  describe: () => ({ threads: 1, how: renderer ? `GPU: ${renderer}` : 'WebGL' }),
};
