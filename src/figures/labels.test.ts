import { describe, expect, it } from 'vitest';
import { flowRows, nameMarks, stackFlags, standing } from './labels';

describe('labels that stand where they are', () => {
  const at = (...places: number[]) => places.map(place => ({ at: place, size: 10 }));

  it('all stand where none touch', () => {
    expect([...standing(at(0, 20, 40), 4)]).toEqual([0, 2, 1]);
  });

  it('are the ends first, then from the left', () => {
    expect([...standing(at(0, 8, 16, 24, 30), 4)].sort()).toEqual([0, 2, 4]);
  });

  it('may be one or none', () => {
    expect([...standing(at(5), 4)]).toEqual([0]);
    expect([...standing([], 4)]).toEqual([]);
  });
});

describe('flags at lines', () => {
  it('stand side by side in the lowest row where there is room', () => {
    const flags = [
      { at: 10, width: 30 },
      { at: 60, width: 30 },
    ];
    expect(stackFlags(flags, 0, 100, 5)).toEqual([
      { left: 10, row: 0 },
      { left: 60, row: 0 },
    ]);
  });

  it('stand higher the further left, where they meet', () => {
    const flags = [10, 20, 30].map(at => ({ at, width: 30 }));
    expect(stackFlags(flags, 0, 100, 5).map(({ row }) => row)).toEqual([2, 1, 0]);
  });

  it('lie across no line of one further right', () => {
    const flags = [
      { at: 10, width: 30 },
      { at: 20, width: 70 },
      { at: 80, width: 20 },
    ];
    expect(stackFlags(flags, 0, 100, 5).map(({ row }) => row)).toEqual([2, 1, 0]);
  });

  it('stay within the plot', () => {
    expect(stackFlags([{ at: 90, width: 30 }], 0, 100, 5)).toEqual([{ left: 70, row: 0 }]);
  });
});

it('flows items into rows, and one that is too wide alone', () => {
  expect(flowRows([40, 40, 200, 10], 100, 10)).toEqual([
    { left: 0, row: 0 },
    { left: 50, row: 0 },
    { left: 0, row: 1 },
    { left: 0, row: 2 },
  ]);
});

describe('names of marks', () => {
  const room = { left: 0, right: 100, distance: 5, height: 12 };
  const mark = (x: number, y: number, must = false) => ({ x, y, width: 30, must });

  it('stand to the right, or to the left where there is no room', () => {
    expect(nameMarks([mark(20, 0), mark(90, 50)], [], room)).toEqual([{ left: 25 }, { left: 55 }]);
  });

  it('cover no other mark and no name, unless they must', () => {
    const others = [
      { x: 30, y: 4 },
      { x: 10, y: 4 },
    ];
    expect(nameMarks([mark(40, 0), mark(40, 6)], [], room)).toEqual([{ left: 45 }, { left: 5 }]);
    expect(nameMarks([mark(20, 0)], others, room)).toEqual([null]);
    expect(nameMarks([mark(20, 0, true)], others, room)).toEqual([{ left: 25 }]);
  });
});
