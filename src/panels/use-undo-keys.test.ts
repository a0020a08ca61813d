import { expect, it } from 'vitest';
import { undoStep } from './use-undo-keys';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

it.each([
  ['Ctrl+Z', { ...plain, key: 'z', ctrlKey: true }, 'undo'],
  ['Cmd+Z', { ...plain, key: 'z', metaKey: true }, 'undo'],
  ['Ctrl+Shift+Z', { ...plain, key: 'Z', ctrlKey: true, shiftKey: true }, 'redo'],
  ['Cmd+Shift+Z', { ...plain, key: 'Z', metaKey: true, shiftKey: true }, 'redo'],
  ['Ctrl+Y', { ...plain, key: 'y', ctrlKey: true }, 'redo'],
  ['Z', { ...plain, key: 'z' }, null],
  ['Ctrl+Alt+Z', { ...plain, key: 'z', ctrlKey: true, altKey: true }, null],
  ['Ctrl+A', { ...plain, key: 'a', ctrlKey: true }, null],
])('reads %s', (_, event, step) => {
  expect(undoStep(event)).toBe(step);
});
