import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Failure } from './engine-status';

const failure = (lost: readonly string[]) =>
  renderToStaticMarkup(createElement(Failure, { message: 'No backend starts.', lost }));

it('an engine that failed offers to load the page again, and says what that would lose', () => {
  expect(failure([])).toContain('Load the page again');
  expect(failure([])).not.toContain('loses');
  expect(failure(['the text, which is too long for the address'])).toContain(
    'Loading the page again loses the text, which is too long for the address.',
  );
});
