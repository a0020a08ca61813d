import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { relativeError } from '../testing/numbers';
import { seededNoise } from '../testing/tiny-bert';
import { attentionBackward, attentionForward } from './attention';
import { isFasterByHead } from './attention-by-head';
import { createLinear } from './linear';

const DIMS = 8;
const HEADS = 2;
const SIZE = 2;

afterAll(() => tf.disposeVariables());

/** Output and input gradient of texts of so many tokens, the second of which is padded. */
async function bothWays(backend: 'cpu' | 'wasm', tokens: number) {
  await startBackend(nodeBackends, backend, () => {});
  return tf.tidy(() => {
    const noise = seededNoise(3);
    const values = (length: number) => Float32Array.from({ length }, () => noise());
    const linear = () => createLinear(values(DIMS * DIMS), values(DIMS), DIMS, DIMS);
    const layer = { query: linear(), key: linear(), value: linear(), output: linear(), heads: HEADS };
    const rows = (): tf.Tensor2D => tf.tensor2d(values(SIZE * tokens * DIMS), [SIZE * tokens, DIMS]);
    const padding = Float32Array.from({ length: SIZE * tokens }, (_, at) => (at > 1.7 * tokens ? -1e9 : 0));
    const batch = { size: SIZE, tokens, mask: tf.tensor4d(padding, [SIZE, 1, 1, tokens]) };
    const { y, saved } = attentionForward(layer, rows(), batch);
    const dx = attentionBackward(layer, saved, rows(), batch);
    return { isByHead: isFasterByHead(tokens), y: y.dataSync(), dx: dx.dataSync() };
  });
}

it.each([
  [20, false],
  [240, true],
])('of %i tokens gives on wasm what it gives on cpu, by head: %s', async (tokens, isByHead) => {
  const [found, expected] = [await bothWays('wasm', tokens), await bothWays('cpu', tokens)];
  expect([found.isByHead, expected.isByHead]).toEqual([isByHead, false]);
  expect(relativeError(found.y, expected.y)).toBeLessThan(2e-5);
  expect(relativeError(found.dx, expected.dx)).toBeLessThan(2e-5);
});
