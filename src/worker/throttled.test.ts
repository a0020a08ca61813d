import { describe, expect, it } from 'vitest';
import { throttled } from './throttled';

function clocked() {
  const told: number[] = [];
  let time = 0;
  const { tell, flush } = throttled<number>(
    event => told.push(event),
    50,
    () => time,
  );
  return {
    told,
    flush,
    at(milliseconds: number, event: number) {
      time = milliseconds;
      tell(event);
    },
  };
}

describe('throttled', () => {
  it('passes on the first event, and no other before the interval is over', () => {
    const { told, at } = clocked();
    at(0, 1);
    at(20, 2);
    at(49, 3);
    at(50, 4);
    expect(told).toEqual([1, 4]);
  });

  it('tells the last event once when it is flushed', () => {
    const { told, at, flush } = clocked();
    at(0, 1);
    at(20, 2);
    at(30, 3);
    flush();
    flush();
    expect(told).toEqual([1, 3]);
  });

  it('has nothing to flush when the last event was passed on', () => {
    const { told, at, flush } = clocked();
    at(0, 1);
    at(20, 2);
    at(60, 3);
    flush();
    expect(told).toEqual([1, 3]);
  });
});
