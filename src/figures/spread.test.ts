import { expect, it } from 'vitest';
import { spread } from './spread';

it('leaves labels alone that do not meet', () => {
  expect(
    spread(
      [
        { at: 10, size: 10 },
        { at: 40, size: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([10, 40]);
});

it('moves labels apart that do, in the order of their places', () => {
  expect(
    spread(
      [
        { at: 20, size: 10 },
        { at: 18, size: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([28, 18]);
});

it('keeps labels between the ends', () => {
  expect(
    spread(
      [
        { at: 99, size: 10 },
        { at: 98, size: 10 },
        { at: 0, size: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([95, 85, 5]);
});
