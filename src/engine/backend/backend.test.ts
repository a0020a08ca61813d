import { describe, expect, it } from 'vitest';
import { type BackendModule, probeObstacle, startBackend } from './backend';
import { LOST_GPU } from './hangs';
import type { StartName } from './names';
import { nodeBackends } from './node';

const broken = (module: Partial<BackendModule>) => async (): Promise<BackendModule> => ({
  unavailable: async () => null,
  prepare: async () => {},
  describe: () => ({ threads: 1, how: 'never reached' }),
  ...module,
});

const { wasm } = nodeBackends;
/** As in a browser, where wasm without threads is another start. */
const withSingle = { ...nodeBackends, ...(wasm ? { 'wasm-single': wasm } : {}) };

describe('the choice of a backend', () => {
  it('prefers the first that can run here and says how it runs', async () => {
    const tried: StartName[] = [];
    const report = await startBackend(nodeBackends, null, name => tried.push(name));
    expect(report).toEqual({ name: 'wasm', threads: 1, reason: 'SIMD, 1 thread, in Node.' });
    expect(tried).toEqual(['wasm', 'wasm']);
  });

  it('passes over one that is not available and keeps its reason', async () => {
    const webgl = broken({ unavailable: async () => 'no GPU found' });
    const report = await startBackend({ ...nodeBackends, webgl }, null, () => {});
    expect(report.name).toBe('wasm');
    expect(report.reason).toBe('No GPU found; SIMD, 1 thread, in Node.');
  });

  it('tries one that hung once more, and says that it did not start at first', async () => {
    const report = await startBackend(nodeBackends, null, () => {}, [{ start: 'wasm', seconds: 15 }]);
    expect(report).toMatchObject({
      name: 'wasm',
      reason: 'Wasm did not start at first: nothing was heard of it for 15 s; SIMD, 1 thread, in Node.',
    });
  });

  it('tries wasm without threads where the threads hung twice', async () => {
    const tried: StartName[] = [];
    const report = await startBackend(withSingle, 'wasm', start => tried.push(start), [
      { start: 'wasm', seconds: 15 },
      { start: 'wasm', seconds: 45 },
    ]);
    expect(report).toMatchObject({
      name: 'wasm',
      reason:
        'Chosen by you; wasm did not start: nothing was heard of it for 15 s, then for 45 s; SIMD, 1 thread, in Node.',
    });
    expect(new Set(tried)).toEqual(new Set(['wasm-single']));
  });

  it('ends with cpu where all of wasm hung, and with each reason where all did', async () => {
    const hangs = [
      { start: 'wasm', seconds: 15 },
      { start: 'wasm', seconds: 45 },
      { start: 'wasm-single', seconds: 15 },
    ] as const;
    expect(await startBackend(withSingle, null, () => {}, hangs)).toMatchObject({ name: 'cpu' });
    const all = [...hangs, { start: 'cpu', seconds: 15 } as const];
    await expect(startBackend(withSingle, null, () => {}, all)).rejects.toThrow(
      'No backend started: wasm did not start: nothing was heard of it for 15 s, then for 45 s; ' +
        'wasm with one thread did not start: nothing was heard of it for 15 s; ' +
        'cpu did not start: nothing was heard of it for 15 s.',
    );
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

  it('passes a GPU over that was lost', async () => {
    const webgl = broken({});
    const report = await startBackend({ ...nodeBackends, webgl }, null, () => {}, [LOST_GPU]);
    expect(report.reason).toBe(
      'Webgl was given up, since the browser took the GPU away; SIMD, 1 thread, in Node.',
    );
  });

  it('takes none whose numbers are too coarse', () => {
    expect(probeObstacle(1 + 2 ** -12)).toBeNull();
    expect(probeObstacle(1)).toBe('it computes with numbers of 16 bits, 32 are needed');
    expect(probeObstacle(0)).toBe('a product that should be 1.000244140625 is 0');
  });

  it('tells of every part of its files before it starts', async () => {
    const told: [StartName, boolean][] = [];
    const cpu = broken({
      prepare: async onBytes => {
        onBytes();
      },
    });
    await startBackend({ cpu }, null, (start, isFetched) => told.push([start, isFetched]));
    expect(told).toEqual([
      ['cpu', false],
      ['cpu', false],
      ['cpu', true],
    ]);
  });
});
