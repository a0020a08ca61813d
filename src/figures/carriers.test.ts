import { describe, expect, it } from 'vitest';
import { nameRoom } from './carriers';

describe('names above the lines', () => {
  const room = { axisName: 110, left: 44, right: 588, width: 600 };
  const of = (count: number) => Array.from({ length: count }, () => 50);

  it('stand side by side to the right of the axis’ name', () => {
    expect(nameRoom(of(5), room)).toEqual({ isSlanted: false, from: 110, to: 600, isBelow: false });
  });

  it('are slanted where they are too many for that', () => {
    expect(nameRoom(of(12), room)).toMatchObject({ isSlanted: true, from: 110, isBelow: false });
  });

  it('stand below the axis’ name where they need the whole width', () => {
    const narrow = { axisName: 110, left: 44, right: 308, width: 320 };
    expect(nameRoom(of(12), narrow)).toMatchObject({ isSlanted: true, from: 44, isBelow: true });
  });
});
