import { describe, expect, it } from 'vitest';
import { parseBrown } from './brown';
import { universalTag } from './brown-tags';

const textOf = (line: string) => parseBrown(line)[0]?.text;

describe('the Brown corpus', () => {
  it('is a sentence a line, and empty lines are none', () => {
    const file = '\n\n\tA/at jury/nn sat/vbd ./.\n\n\n\tIt/pps left/vbd ./.\n';
    expect(parseBrown(file).map(({ text }) => text)).toEqual(['A jury sat.', 'It left.']);
  });

  it('reads as natural text, quotation marks and all', () => {
    expect(
      textOf(
        "``/`` I/ppss didn't/dod* ''/'' ,/, he/pps said/vbd (/( softly/rb )/) --/-- ``/`` go/vb ''/'' ./.",
      ),
    ).toBe("“I didn't”, he said (softly) — “go”.");
  });

  it('writes a doubled mark once', () => {
    expect(textOf("``/`` Why/wrb ?/. ?/. ''/'' she/pps asked/vbd ;/. ;/. no/at answer/nn !/. !/.")).toBe(
      '“Why?” she asked; no answer!',
    );
  });

  it('opens and closes inner quotations', () => {
    expect(textOf("not/* '/' letters/nns '/' but/cc words/nns")).toBe('not ‘letters’ but words');
  });

  it('keeps slashes of words, and drops the marks of formulas', () => {
    expect(textOf('1/2/cd of/in counts/nns //in minute/nn **f/nn')).toBe('1/2 of counts / minute f');
  });

  it('gives each word its place in the text and its universal tag', () => {
    const [sentence] = parseBrown("``/`` It's/pps+bez Fulton's/np$-tl ''/'' ./.");
    expect(sentence?.words.map(({ start, end, tag }) => [sentence.text.slice(start, end), tag])).toEqual([
      ['“', '.'],
      ["It's", 'PRT'],
      ["Fulton's", 'NOUN'],
      ['”', '.'],
      ['.', '.'],
    ]);
  });

  it('names a word without a tag', () => {
    expect(() => parseBrown('The/at jury')).toThrow('"jury" has no tag, expected word/tag');
  });
});

describe('the universal tag of a Brown tag', () => {
  it.each([
    ['nn-tl-hl', 'NOUN'],
    ['md*', 'VERB'],
    ['pp$', 'DET'],
    ['pp$$', 'PRON'],
    ['wp$', 'DET'],
    ['*', 'ADV'],
    ['fw-in+nn-tl', 'X'],
    ['---hl', '.'],
    ['--', '.'],
    ['.-nc', '.'],
    ['ppss+ber-n', 'PRT'],
    ['vb+ppo', 'VERB'],
    ['rbr+cs', 'ADV'],
    ['cd', 'NUM'],
    ['cs', 'ADP'],
    ['to', 'PRT'],
    ['whatever', 'X'],
  ])('%s is %s', (brown, universal) => expect(universalTag(brown)).toBe(universal));
});
