import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type BackendModule, startBackend } from './backend';
import type { BackendName } from './names';
import { nodeBackends } from './node';

const broken = (module: Partial<BackendModule>) => async (): Promise<BackendModule> => ({
  unavailable: async () => null,
  prepare: async () => {},
  describe: () => ({ threads: 1, how: 'never reached' }),
  ...module,
});

describe('the choice of a backend', () => {
  it('prefers the first that can run here and says how it runs', async () => {
    const tried: BackendName[] = [];
    const report = await startBackend(nodeBackends, null, name => tried.push(name));
    expect(report).toEqual({ name: 'wasm', threads: 1, reason: 'SIMD, 1 thread, in Node.' });
    expect(tried).toEqual(['wasm']);
  });

  it('passes over one that is not available and keeps its reason', async () => {
    const webgl = broken({ unavailable: async () => 'no GPU found' });
    const report = await startBackend({ ...nodeBackends, webgl }, null, () => {});
    expect(report.name).toBe('wasm');
    expect(report.reason).toBe('No GPU found; SIMD, 1 thread, in Node.');
  });

  it('tries the next where one hangs', async () => {
    const hangs = broken({ prepare: () => new Promise(() => {}) });
    const report = await startBackend({ ...nodeBackends, wasm: hangs }, null, () => {}, {
      prepareMs: 200,
      startMs: 600_000,
    });
    expect(report.name).toBe('cpu');
    expect(report.reason).toContain('Wasm did not start: it took over 0.2 s');
  });

  it('tries the next where one fails', async () => {
    const fails = broken({
      prepare: async () => {
        throw new Error('no memory');
      },
    });
    const report = await startBackend({ ...nodeBackends, wasm: fails }, null, () => {});
    expect(report.reason).toContain('Wasm did not start: no memory');
  });

  it('takes the forced one, and says that it was chosen', async () => {
    const report = await startBackend(nodeBackends, 'cpu', () => {});
    expect(report.name).toBe('cpu');
    expect(report.reason).toMatch(/^Chosen by you; /);
  });

  it('falls back from a forced one that does not start, and says so', async () => {
    const report = await startBackend(nodeBackends, 'webgl', () => {});
    expect(report).toMatchObject({
      name: 'wasm',
      reason: 'Webgl is not available here; SIMD, 1 thread, in Node.',
    });
  });

  it('says why where none starts', async () => {
    const cpu = broken({ unavailable: async () => 'no processor' });
    await expect(startBackend({ cpu }, null, () => {})).rejects.toThrow('No backend started: no processor.');
  });

  it('is not undone by a start that ends after its time', async () => {
    let finishStart = (_: tf.KernelBackend) => {};
    tf.registerBackend(
      'webgl',
      () =>
        new Promise<tf.KernelBackend>(resolve => {
          finishStart = resolve;
        }),
    );
    const limits = { prepareMs: 600_000, startMs: 100 };
    const modules = { webgl: broken({}), cpu: nodeBackends.cpu ?? broken({}) };
    await startBackend(
      modules,
      null,
      name => {
        if (name === 'cpu') limits.startMs = 600_000;
      },
      limits,
    );
    finishStart(tf.backend());
    await new Promise(setImmediate);
    expect(tf.getBackend()).toBe('cpu');
    tf.removeBackend('webgl');
  });
});
