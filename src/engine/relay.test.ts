import { expect, it } from 'vitest';
import { relay } from './relay';

async function* counting(closed: () => void): AsyncGenerator<number, string> {
  try {
    for (const number of [1, 2, 3]) yield number;
    return 'end';
  } finally {
    closed();
  }
}

it('tells events as others, leaves out those without one, and keeps the end', async () => {
  const run = relay(
    counting(() => {}),
    number => (number === 2 ? null : `no. ${number}`),
  );
  const steps = [await run.next(), await run.next(), await run.next()];
  expect(steps).toEqual([
    { done: false, value: 'no. 1' },
    { done: false, value: 'no. 3' },
    { done: true, value: 'end' },
  ]);
});

it('closes the run behind it when it is closed itself', async () => {
  let isClosed = false;
  const run = relay(
    counting(() => {
      isClosed = true;
    }),
    number => number,
  );
  await run.next();
  await run.return('early');
  expect(isClosed).toBe(true);
});
