import { expect, it } from 'vitest';
import { missingSentence } from './sentences-parts';

it('names each missing part once, and what loading the page again would lose', () => {
  expect(missingSentence(['corpora', 'corpora'], [], null)).toBe(
    'Corpora could not be loaded: the connection is lost, or a newer version of this page was published. Loading the page again loses nothing.',
  );
  expect(missingSentence(['the inside of the model', 'experiments', 'corpora'], ['the text'], null)).toMatch(
    /^The inside of the model, experiments, and corpora could not be loaded: .* loses the text\.$/,
  );
});

it('says after another try whether the host answers', () => {
  expect(missingSentence(['corpora'], [], 'unanswered')).toBe(
    'Corpora could not be loaded: the page’s host does not answer; the page stays as it is until another try.',
  );
  expect(missingSentence(['corpora'], [], 'answered')).toBe(
    'Corpora could not be loaded by this page, although its host answers: load the page again. Loading the page again loses nothing.',
  );
});
