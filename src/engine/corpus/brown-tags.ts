/** Parts of speech of the Brown corpus as universal tags: the map `en-brown` of Petrov, Das and McDonald 2012. */

import type { UniversalTag } from './sentences';

const TAGS: Readonly<Record<UniversalTag, readonly string[]>> = {
  NOUN: ['nn', 'nns', 'np', 'nps', 'nr', 'nrs', 'pn', 'cd$'],
  VERB: [
    ...['vb', 'vbd', 'vbg', 'vbn', 'vbz', 'md'],
    ...['be', 'bed', 'bedz', 'beg', 'bem', 'ben', 'ber', 'bez'],
    ...['do', 'dod', 'doz', 'hv', 'hvd', 'hvg', 'hvn', 'hvz'],
  ],
  ADJ: ['jj', 'jjr', 'jjs', 'jjt', 'ap', 'od'],
  ADV: ['rb', 'rbr', 'rbt', 'rn', 'ql', 'qlp', 'wrb', 'wql', '*'],
  PRON: ['pp$$', 'ppl', 'ppls', 'ppo', 'pps', 'ppss', 'wpo', 'wps'],
  DET: ['at', 'dt', 'dti', 'dts', 'dtx', 'abx', 'wdt', 'pp$', 'wp$'],
  ADP: ['in', 'cs'],
  NUM: ['cd'],
  CONJ: ['cc'],
  PRT: ['to', 'rp', 'ex', 'abl', 'abn', 'uh', 'ap$', 'jj$', 'rb$', 'wrb+in'],
  X: ['nil', 'do+ppss', 'wdt+do+pps', 'wdt+ber+pp'],
  '.': ['.', ',', ':', '--', '(', ')', '``', "''", "'"],
};

const UNIVERSAL: ReadonlyMap<string, UniversalTag> = new Map(
  Object.entries(TAGS).flatMap(([universal, brown]) =>
    brown.map(tag => [tag, universal as UniversalTag] as const),
  ),
);

/**
 * The universal tag of a Brown tag. Marks of headlines, titles and citations (`-hl`, `-tl`, `-nc`) do not count;
 * foreign words (`fw-…`) are X; possessives and negated verbs have their base's tag; a contraction with a verb
 * (`pps+bez`, "it's") is a particle, any other has its first part's tag. An unknown tag is X.
 */
export function universalTag(brown: string): UniversalTag {
  if (brown.startsWith('fw-')) return 'X';
  const bare = brown.replace(/(?<=.)(?:-(?:tl|hl|nc|t|n))+$/, '');
  const known = UNIVERSAL.get(bare);
  if (known) return known;
  const [first = '', second] = bare.split('+');
  const tag = simpleTag(first);
  return second !== undefined && tag !== 'VERB' && simpleTag(second) === 'VERB' ? 'PRT' : tag;
}

function simpleTag(tag: string): UniversalTag {
  return UNIVERSAL.get(tag) ?? UNIVERSAL.get(tag.replace(/(?<=.)[$*]+$/, '')) ?? 'X';
}
