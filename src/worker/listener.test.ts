import { expose, proxy, type Remote, wrap } from 'comlink';
import { expect, it, vi } from 'vitest';
import { releaseListener } from './listener';

it('lets the events that were sent arrive and closes the channel after them', async () => {
  const near: MessagePort[] = [];
  const closed: MessagePort[] = [];
  const { port1, port2 } = new MessageChannel();
  const served = {
    count(listener: (event: number) => void) {
      for (let event = 1; event <= 100; event += 1) void listener(event);
      releaseListener(listener);
    },
  };
  expose(served, port2);
  const api: Remote<typeof served> = wrap<typeof served>(port1);

  const Channel = MessageChannel;
  vi.stubGlobal(
    'MessageChannel',
    class extends Channel {
      constructor() {
        super();
        near.push(this.port1);
        this.port1.addEventListener('close', () => closed.push(this.port1));
      }
    },
  );
  const events: number[] = [];
  await api.count(proxy((event: number) => void events.push(event)));
  vi.unstubAllGlobals();

  await expect.poll(() => closed).toHaveLength(1);
  expect(closed).toEqual(near);
  expect(events).toHaveLength(100);
  port1.close();
});

it('leaves a plain function alone', () => {
  expect(() => releaseListener(() => {})).not.toThrow();
});
