import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited, isAll, longText, longTextSentence, MOST_SHOWN, replaced } from './long-text';

const megabyte = 'spam '.repeat(200_000);

describe('a long text in a text box', () => {
  it('shows the beginning of a megabyte, and keeps all of it', () => {
    const text = longText(megabyte);
    expect(text.shown).toBe(megabyte.slice(0, MOST_SHOWN));
    expect(text.whole).toBe(megabyte);
    expect(longTextSentence(text)).toBe(
      'The box shows the first 20,000 of 1,000,000 characters; all of them are kept.',
    );
  });

  it('shows all of a shorter one, and says nothing of it', () => {
    const text = longText('x'.repeat(MOST_SHOWN));
    expect(text.rest).toBe('');
    expect(longTextSentence(text)).toBe('');
  });

  it('cuts no character in two', () => {
    const { shown, rest } = longText(`x${'😀'.repeat(MOST_SHOWN)}`);
    expect(shown.length).toBe(MOST_SHOWN - 1);
    expect(rest.startsWith('😀')).toBe(true);
  });

  it('never gives the box more than twice what it shows at first, nor loses a character, whatever is edited', () => {
    const edit = fc.record({
      at: fc.nat(2 * MOST_SHOWN),
      removed: fc.constantFrom(0, 1, 100, MOST_SHOWN),
      added: fc.constantFrom('', 'a', '😀', 'word '.repeat(50), 'x'.repeat(15_000)),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), edits => {
        let text = longText(megabyte);
        for (const { at, removed, added } of edits) {
          const shown = text.shown.slice(0, at) + added + text.shown.slice(at + removed);
          const next = edited(text, shown);
          expect(next.whole === shown + text.rest).toBe(true);
          expect(next.shown + next.rest === next.whole).toBe(true);
          expect(next.shown.length).toBeLessThanOrEqual(2 * MOST_SHOWN);
          text = next;
        }
      }),
      { numRuns: 20 },
    );
  });

  it('moves nothing under the caret for a key', () => {
    const text = longText(megabyte);
    expect(edited(text, `a${text.shown}`).rest).toBe(text.rest);
  });

  it('is replaced as a whole where all that is shown is selected, and in part otherwise', () => {
    const text = longText(megabyte);
    expect(isAll(text, [0, text.shown.length])).toBe(true);
    expect(replaced(text, [0, text.shown.length], 'Short.').whole).toBe('Short.');
    expect(replaced(text, [0, 5], 'Short ').whole).toBe(`Short ${megabyte.slice(5)}`);
    expect(isAll(longText('short'), [0, 5])).toBe(false);
  });
});
