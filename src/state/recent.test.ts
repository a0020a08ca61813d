import { expect, it } from 'vitest';
import { createRecent } from './recent';

it('forgets the value whose use lies furthest back', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.get('a');
  recent.set('c', 3);
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
});

it('holds one value a key, the newest', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  recent.set('a', 3);
  expect([recent.get('a'), recent.get('b')]).toEqual([3, 2]);
});

it('is empty after clear', () => {
  const recent = createRecent<number>(2);
  recent.set('a', 1);
  recent.clear();
  expect(recent.get('a')).toBeUndefined();
});

it('forgets what lies furthest back where all together weigh too much, but never the last', () => {
  const recent = createRecent<number>(10, { weightOf: value => value, most: 10 });
  for (const value of [4, 5, 6]) recent.set(String(value), value);
  expect(['4', '5', '6'].map(key => recent.get(key))).toEqual([undefined, undefined, 6]);
  recent.set('heavy', 99);
  expect([recent.get('6'), recent.get('heavy')]).toEqual([undefined, 99]);
});
