import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MOST_SHOWN } from './long-text';
import type { LongTextField } from './long-text-field';

let Field: typeof LongTextField;
beforeAll(async () => {
  // The browser's, which is asked when the module is loaded.
  vi.stubGlobal('CSS', { supports: () => true });
  Field = (await import('./long-text-field')).LongTextField;
  vi.unstubAllGlobals();
});

const markup = (value: string, notes?: string) =>
  renderToStaticMarkup(createElement(Field, { value, onText: () => {}, 'aria-describedby': notes }));

describe('a text box', () => {
  it('of a long text is described by what it says of the part that it shows', () => {
    const shown = markup('x'.repeat(MOST_SHOWN + 1), 'notes');
    const [, id] = /<span id="([^"]+)"[^>]*>The box shows the first 20,000 of 20,001/.exec(shown) ?? [];
    expect(id).toBeDefined();
    expect(shown).toContain(`aria-describedby="notes ${id}"`);
  });

  it('that shows all of its text is described by its notes alone', () => {
    expect(markup('So dull.', 'notes')).toContain('aria-describedby="notes"');
    expect(markup('So dull.')).not.toContain('aria-describedby');
  });
});
