import { describe, expect, it } from 'vitest';
import { connectDrops, createDrops } from './drops';

/** A drag event as far as `connectDrops` sees one, over something that takes text or not. */
class Drag extends Event {
  readonly dataTransfer;
  readonly relatedTarget = null;

  constructor(
    type: string,
    what: { types: string[]; files?: File[] },
    private readonly over: { matches: (selector: string) => boolean } = { matches: () => false },
  ) {
    super(type, { cancelable: true });
    const { types, files = [] } = what;
    const items = [...types.filter(each => each !== 'Files').map(() => 'string'), ...files.map(() => 'file')];
    this.dataTransfer = { types, files, items: items.map(kind => ({ kind })), dropEffect: 'move' };
  }

  override get target() {
    return this.over as unknown as EventTarget;
  }
}

const A = new File(['So dull.'], 'a.txt');
const files = { types: ['Files'], files: [A] };
const link = { types: ['text/uri-list', 'text/plain'] };
const textBox = { matches: (selector: string) => selector === ':read-write' };

function connected() {
  const page = new EventTarget();
  const drops = createDrops();
  const end = connectDrops(page, drops);
  /** Whether the browser is kept from what it would do. */
  const send = (event: Drag) => !page.dispatchEvent(event);
  return { page, drops, end, send };
}

describe('files over the page', () => {
  it('are held, counted, until they leave it', () => {
    const { drops, send } = connected();
    const over = new Drag('dragover', { types: ['text/html', 'Files'], files: [A, A] });
    expect(send(over)).toBe(true);
    expect(over.dataTransfer.dropEffect).toBe('copy');
    expect(drops.getState().held).toEqual({ count: 2 });
    send(new Drag('dragleave', files));
    expect(drops.getState().held).toBe(null);
  });

  it('are no longer held when the pointer moves without them', () => {
    const { page, drops, send } = connected();
    send(new Drag('dragover', files));
    page.dispatchEvent(new Event('pointermove'));
    expect(drops.getState().held).toBe(null);
  });

  it('are held also where the browser does not tell how many', () => {
    const { drops, send } = connected();
    send(new Drag('dragenter', { types: ['Files'] }));
    expect(drops.getState().held).toEqual({ count: null });
  });

  it('are taken where they are dropped, also on a box for text, and handed over once', () => {
    const { drops, send } = connected();
    send(new Drag('dragover', files, textBox));
    expect(send(new Drag('drop', files, textBox))).toBe(true);
    expect(drops.getState().held).toBe(null);
    expect(drops.getState().take()).toEqual([A]);
    expect(drops.getState().take()).toEqual([]);
  });

  it('that the browser does not hand over are told of until the next drop', () => {
    const { drops, send } = connected();
    expect(send(new Drag('drop', { types: ['Files'] }))).toBe(true);
    expect(drops.getState().failures).toEqual([
      'What was dropped holds no file that the browser hands over, expected a text file.',
    ]);
    send(new Drag('drop', files));
    expect(drops.getState().failures).toEqual([]);
  });

  it('are left to a part of the page that takes them itself', () => {
    const { drops, send } = connected();
    send(new Drag('dragover', files));
    for (const type of ['dragover', 'drop']) {
      const event = new Drag(type, files);
      event.preventDefault();
      send(event);
      expect([drops.getState().held, drops.getState().files]).toEqual([null, []]);
    }
  });
});

describe('a link or a selection', () => {
  it('is refused on the page, which would be left for it', () => {
    const { drops, send } = connected();
    const over = new Drag('dragover', link);
    expect(send(over)).toBe(true);
    expect(over.dataTransfer.dropEffect).toBe('none');
    expect(send(new Drag('drop', link))).toBe(true);
    expect(drops.getState()).toMatchObject({ held: null, files: [], failures: [] });
  });

  it('is left to a box for text, which inserts it', () => {
    const { send } = connected();
    const over = new Drag('dragover', link, textBox);
    expect(send(over)).toBe(false);
    expect(over.dataTransfer.dropEffect).toBe('move');
    expect(send(new Drag('drop', link, textBox))).toBe(false);
  });
});

it('nothing is taken after the end', () => {
  const { end, send } = connected();
  end();
  expect(send(new Drag('drop', files))).toBe(false);
});
