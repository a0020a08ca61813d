import type { DataId } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ContextLost, guardContext } from './context-guard';

const ID: DataId = {};

/** A backend whose context the test takes away. */
function guarded({ computes = true }: { computes?: boolean } = {}) {
  let isLost = false;
  let values = [1, 2];
  let finish: (values: number[]) => void = () => {};
  const canvas = new EventTarget() as HTMLCanvasElement;
  const backend = {
    gpgpu: { gl: { canvas, isContextLost: () => isLost } },
    read: (_: DataId) =>
      new Promise<number[]>(resolve => {
        finish = resolve;
      }),
    readSync: (_: DataId) => values,
  };
  const told: ContextLost[] = [];
  guardContext(
    backend,
    read => {
      read(ID);
      return computes;
    },
    error => told.push(error),
  );
  return {
    backend,
    told,
    finish: (read: number[]) => finish(read),
    reads: (next: number[]) => {
      values = next;
    },
    lose() {
      isLost = true;
    },
    tellOfLoss() {
      canvas.dispatchEvent(new Event('webglcontextlost'));
    },
  };
}

describe('a guarded WebGL backend', () => {
  it('hands over what was read while its context is alive, zeros too', async () => {
    const { backend, finish, reads, told } = guarded();
    expect(backend.readSync(ID)).toEqual([1, 2]);
    const read = backend.read(ID);
    finish([3]);
    expect(await read).toEqual([3]);
    reads([0, 0]);
    expect(backend.readSync(ID)).toEqual([0, 0]);
    expect(told).toEqual([]);
  });

  it('throws what was read on a lost context away, and tells of the loss once', async () => {
    const { backend, finish, lose, tellOfLoss, told } = guarded();
    const read = backend.read(ID);
    lose();
    finish([3]);
    await expect(read).rejects.toThrow(ContextLost);
    expect(() => backend.readSync(ID)).toThrow(ContextLost);
    tellOfLoss();
    expect(told).toHaveLength(1);
  });

  it('ends a read that waits for a GPU which is gone', async () => {
    const { backend, lose, tellOfLoss, told } = guarded();
    const read = backend.read(ID);
    lose();
    tellOfLoss();
    await expect(read).rejects.toThrow(ContextLost);
    expect(told).toHaveLength(1);
  });

  it('tells of a loss while nothing is read', () => {
    const { tellOfLoss, told } = guarded();
    tellOfLoss();
    expect(told).toHaveLength(1);
  });

  it('trusts no zeros of a GPU that gets a product wrong, though nobody told of a loss', async () => {
    const { backend, finish, reads, told } = guarded({ computes: false });
    reads([0, 0]);
    expect(() => backend.readSync(ID)).toThrow(ContextLost);
    const read = backend.read(ID);
    finish([0]);
    await expect(read).rejects.toThrow(ContextLost);
    expect(told).toHaveLength(1);
  });

  it('lets other errors through', () => {
    const backend = {
      gpgpu: { gl: { canvas: new EventTarget() as HTMLCanvasElement, isContextLost: () => false } },
      read: async (_: DataId) => [1],
      readSync: (_: DataId): number[] => {
        throw new Error('no such tensor');
      },
    };
    guardContext(
      backend,
      () => true,
      () => {},
    );
    expect(() => backend.readSync(ID)).toThrow('no such tensor');
  });
});
