import { describe, expect, it } from 'vitest';
import { walkList } from './roving';

const markOf = (id: number) => ({ id, label: String(id) });
const [first, second, last] = [markOf(3), markOf(1), markOf(2)];
const marks = [first, second, last];

describe('walkList', () => {
  it.each([
    ['ArrowUp', first],
    ['ArrowDown', last],
    ['Home', first],
    ['End', last],
  ])('leads from the second of three with %s', (key, expected) => {
    expect(walkList(marks, second, key)).toBe(expected);
  });

  it('leads nowhere beyond the ends', () => {
    expect(walkList(marks, first, 'ArrowUp')).toBeUndefined();
    expect(walkList(marks, last, 'ArrowDown')).toBeUndefined();
  });

  it('leads nowhere with other keys', () => {
    expect(walkList(marks, second, 'ArrowRight')).toBeUndefined();
  });
});
