import { expect, it } from 'vitest';
import { missingSentence } from './sentences-parts';

it('names each missing part once, and what loading the page again would lose', () => {
  expect(missingSentence(['corpora', 'corpora'], [])).toBe(
    'Corpora could not be loaded: the connection is lost, or a newer version of this page was published. Loading the page again loses nothing.',
  );
  expect(missingSentence(['the inside of the model', 'experiments', 'corpora'], ['the text'])).toMatch(
    /^The inside of the model, experiments, and corpora could not be loaded: .* loses the text\.$/,
  );
});
