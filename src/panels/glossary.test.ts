import { describe, expect, it } from 'vitest';
import { GLOSSARY, mentions, termNames, termOf } from './glossary';

const written = (text: string) =>
  mentions(text)
    .map(({ text: part, term }) => (term ? `<${part}|${term}>` : part))
    .join('');

describe('the glossary', () => {
  it.each(termNames())('defines %s in one sentence, with its source', name => {
    const { forms, means, source } = GLOSSARY[name];
    expect(forms.length).toBeGreaterThan(0);
    expect(means).toMatch(/^[A-Z].*[^.]\.$/);
    expect(means).not.toMatch(/[.!?] [A-Z]/);
    expect(means.length).toBeLessThan(170);
    expect(source).not.toBe('');
  });

  it('means one thing by a form', () => {
    const forms = termNames().flatMap(name => [...GLOSSARY[name].forms]);
    expect(new Set(forms).size).toBe(forms.length);
  });
});

describe('mentions', () => {
  it('are the first of each term, the longest that fits, whole words only', () => {
    expect(written('Conductance of a site, by conductance; a full cut.')).toBe(
      '<Conductance|conductance> of a <site|site>, by conductance; a <full cut|full-cut>.',
    );
    expect(written('layer integrated gradients')).toBe(
      '<layer integrated gradients|layer-integrated-gradients>',
    );
    expect(written('websites, L3.ffn, logits')).toBe('websites, L3.ffn, <logits|logit>');
  });

  it('lose nothing of the text', () => {
    const text = 'ΔF = F(x) − F(baseline), delta; ρ +0.5 at [CLS]';
    expect(
      mentions(text)
        .map(part => part.text)
        .join(''),
    ).toBe(text);
    expect(termOf('nothing of the kind')).toBeUndefined();
  });
});
