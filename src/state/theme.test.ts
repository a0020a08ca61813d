import { describe, expect, it } from 'vitest';
import { applyTheme, connectTheme, readTheme, rememberTheme, useTheme } from './theme';

/** A storage as the browser has it, in memory. */
function memory(entries: [string, string][] = []) {
  const values = new Map(entries);
  return () => ({
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  });
}

/** What a browser does where storage is forbidden. */
function forbidden(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

function element() {
  const attributes = new Map<string, string>();
  return {
    attributes,
    setAttribute: (name: string, value: string) => void attributes.set(name, value),
    removeAttribute: (name: string) => void attributes.delete(name),
  };
}

describe('readTheme', () => {
  it('gives back what was remembered', () => {
    const storage = memory();
    rememberTheme('dark', storage);
    expect(readTheme(storage)).toBe('dark');
  });

  it('follows the system when nothing was remembered', () => {
    expect(readTheme(memory())).toBe('system');
  });

  it('follows the system when something else was written in its place', () => {
    expect(readTheme(memory([['finegrain.theme', 'sepia']]))).toBe('system');
  });

  it('follows the system where storage is forbidden, or full', () => {
    expect(readTheme(forbidden)).toBe('system');
    expect(() => rememberTheme('dark', forbidden)).not.toThrow();
    expect(() => rememberTheme('dark', () => ({ getItem: () => null, setItem: forbidden }))).not.toThrow();
  });
});

describe('applyTheme', () => {
  it('marks the root with a chosen theme and unmarks it for the system', () => {
    const root = element();
    applyTheme('dark', root);
    expect(root.attributes.get('data-theme')).toBe('dark');
    applyTheme('system', root);
    expect(root.attributes.has('data-theme')).toBe(false);
  });
});

describe('connectTheme', () => {
  it('applies the theme when it is chosen, until it is ended', () => {
    const root = element();
    const end = connectTheme(root);
    useTheme.getState().choose('dark');
    expect(root.attributes.get('data-theme')).toBe('dark');
    end();
    useTheme.getState().choose('light');
    expect(root.attributes.get('data-theme')).toBe('dark');
  });
});
