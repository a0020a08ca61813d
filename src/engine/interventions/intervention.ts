/**
 * An intervention: a change to neurons in the forward pass.
 * Its text form, for permalink, record and command line.
 */

import { isSite, type Site, type SiteInfo } from '../transformer/sites';
import { LONGEST_HINT, LOOSE_PLACES, PLACES, readPlaces, tidyPlaces, writePlaces } from './places';

/** A number of the neuron's own over its index's corpus; `p99.9` is a percentile, six decimals at most. */
export type CorpusValue = 'mean' | 'median' | 'min' | 'max' | `p${number}`;

/** What becomes of an activation h. */
export type Change =
  /** A value in its place: a number, one of the corpus, or what the neuron does at the baseline. */
  | { readonly kind: 'set'; readonly to: number | CorpusValue | 'baseline' }
  /** h · by */
  | { readonly kind: 'scale'; readonly by: number }
  /** h + by */
  | { readonly kind: 'add'; readonly by: number }
  /** The activation of the other text, at the token that this one is aligned with. */
  | { readonly kind: 'patch' };

export interface Intervention {
  readonly site: Site;
  /** Dimensions of the site, at least one, ascending; null for all of them. */
  readonly neurons: readonly number[] | null;
  /** Places in the text's tokens, special ones counted, at least one, ascending; null for all of them. */
  readonly tokens: readonly number[] | null;
  readonly change: Change;
}

/** Between interventions of a list. */
const SEPARATOR = ';';
const EXAMPLES = 'L3.ffn.812=0, L3.ffn.{1,7}=mean, L3.ffn.812*-2, L3.ffn.812@4+1.5 or L3.resid@4=patch';
const VALUES = 'a number, mean, median, min, max, a percentile such as p99, baseline or patch';

/**
 * The largest number of a change, either way: LayerNorm squares what it is given, in float32, where much larger numbers
 * overflow and every other one of the row vanishes beside them, without a word.
 */
export const LARGEST = 1e12;

const SITE = String.raw`[A-Za-z]\w*(?:\.[A-Za-z]\w*)?`;
const WHERE = String.raw`(?<site>${SITE})(?:\.(?<neurons>${PLACES}))?(?:\s*@\s*(?<tokens>${PLACES}))?`;
const FORM = new RegExp(String.raw`^${WHERE}\s*(?<sign>[=*+-])\s*(?<value>\S+)$`, 'u');
/** The same with several places written in other ways; for a hint at the right one. */
const LOOSE = new RegExp(
  String.raw`^(?<site>${SITE})(?:\.\s*(?<neurons>${LOOSE_PLACES}))?(?:\s*@\s*(?<tokens>${LOOSE_PLACES}))?\s*(?<change>[=*+].*)?$`,
  'u',
);
const WHOLE = /^\d+$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,6})?|100)$/;

/**
 * Reads a list such as `L3.ffn.812=0; L5.resid@4=patch`, in the order in which the changes are made where
 * they meet.
 * @throws Error that names the intervention and the form expected
 */
export function parseInterventions(text: string): Intervention[] {
  return text
    .split(SEPARATOR)
    .map(item => item.trim())
    .filter(item => item !== '')
    .map(parseIntervention);
}

/**
 * Reads one intervention; whether a model has the neurons is asked by `checkInterventions`. Signs may be typographic.
 * @throws Error that names the intervention and the form expected
 */
export function parseIntervention(text: string): Intervention {
  const plain = asciiSigns(text.trim());
  const { site = '', neurons, tokens, sign = '', value = '' } = FORM.exec(plain)?.groups ?? {};
  if (isBareMinus({ neurons, tokens, sign, value }))
    throw new Error(`Intervention "${text}": ${twoMeanings(plain)}`);
  const braced = isSite(site) && (sign !== '-' || NUMBER.test(value)) ? null : bracedForm(plain);
  if (braced !== null || !isSite(site)) {
    throw new Error(`Intervention "${text}": expected ${braced ?? `a form such as ${EXAMPLES}`}.`);
  }
  return {
    site,
    neurons: places(neurons, text),
    tokens: places(tokens, text),
    change: parseChange(sign, value, text),
  };
}

/**
 * A list as links of before have it, in which `L3.ffn.0-100` adds −100 to neuron 0: written `L3.ffn.0+-100`, which cannot
 * be taken for a range.
 */
export function withoutBareMinus(list: string): string {
  return list
    .split(SEPARATOR)
    .map(item => {
      const groups = FORM.exec(item.trim())?.groups;
      return groups && isBareMinus(groups) ? item.replace(/-\s*(\d+\s*)$/, '+-$1') : item;
    })
    .join(SEPARATOR);
}

/** Whether a place and a change are parted by nothing but a hyphen between two whole numbers, as the ends of a range are. */
function isBareMinus(groups: { readonly [name: string]: string | undefined }): boolean {
  const { neurons, tokens, sign, value = '' } = groups;
  return sign === '-' && WHOLE.test(value) && WHOLE.test(tokens ?? neurons ?? '');
}

/** Both meanings of `L3.ffn.0-100`, each as it is written. */
function twoMeanings(text: string): string {
  const [, before = '', first = '', last = ''] = /^(.*?)(\d+)\s*-\s*(\d+)$/.exec(text) ?? [];
  const [one, kind] = before.includes('@') ? ['at token', 'tokens'] : ['to neuron', 'neurons'];
  return (
    `expected ${before}${first}+-${last} to add −${last} ${one} ${first}, ` +
    `or braces and a change such as ${before}${tidyPlaces(`${first}-${last}`)}=0 for several ${kind}.`
  );
}

/** The form with braces that was likely meant; null where none comes to mind. */
function bracedForm(text: string): string | null {
  if (text.length > LONGEST_HINT) return null;
  const { site = '', neurons, tokens, change = '=0' } = LOOSE.exec(text)?.groups ?? {};
  if (!isSite(site) || (neurons === undefined && tokens === undefined)) return null;
  const form = `${site}${neurons ? `.${tidyPlaces(neurons)}` : ''}${tokens ? `@${tidyPlaces(tokens)}` : ''}${change}`;
  return /[{]/.test(form) && form !== text && FORM.test(form)
    ? `braces around several numbers, as in ${form}`
    : null;
}

/** Minus and dashes as a hyphen, × as *: the page writes them so, and editors make them. */
const asciiSigns = (text: string) => text.replace(/[−–—‒]/g, '-').replaceAll('×', '*');

function parseChange(sign: string, value: string, text: string): Change {
  if (sign !== '=') {
    if (!NUMBER.test(value)) {
      throw new Error(`Intervention "${text}": expected a number after ${sign}, found "${value}".`);
    }
    const by = numberOf(value, text);
    return sign === '*' ? { kind: 'scale', by } : { kind: 'add', by: unsignedZero(sign === '-' ? -by : by) };
  }
  if (value === 'patch') return { kind: 'patch' };
  if (value === 'baseline' || isCorpusValue(value)) return { kind: 'set', to: value };
  if (NUMBER.test(value)) return { kind: 'set', to: numberOf(value, text) };
  throw new Error(`Intervention "${text}": expected ${VALUES} after =, found "${value}".`);
}

/** Whether a text names a number of the corpus. */
export function isCorpusValue(text: string): text is CorpusValue {
  return text === 'mean' || text === 'median' || text === 'min' || text === 'max' || PERCENTILE.test(text);
}

/** The text that `parseInterventions` reads back. */
export function formatInterventions(interventions: readonly Intervention[]): string {
  return interventions.map(formatIntervention).join(`${SEPARATOR} `);
}

/** The text that `parseIntervention` reads back. */
export function formatIntervention(intervention: Intervention): string {
  return `${formatPlace(intervention)}${formatChange(intervention.change)}`;
}

/** Where an intervention acts: `L3.ffn.{1,7}@4`. */
export function formatPlace({ site, neurons, tokens }: Omit<Intervention, 'change'>): string {
  return `${site}${neurons ? `.${writePlaces(neurons)}` : ''}${tokens ? `@${writePlaces(tokens)}` : ''}`;
}

/** What an intervention does: `=0`, `*-2`. */
export function formatChange(change: Change): string {
  switch (change.kind) {
    case 'set':
      return `=${change.to}`;
    case 'scale':
      return `*${change.by}`;
    case 'add':
      // A bare minus behind a neuron's number would look like a range.
      return `+${change.by}`;
    case 'patch':
      return '=patch';
  }
}

/**
 * Whether a model and a text have what the interventions change.
 * @param tokens of the text; null where only the model is asked
 * @throws Error that names the intervention and what there is
 */
export function checkInterventions(
  interventions: readonly Intervention[],
  sites: readonly SiteInfo[],
  tokens: number | null,
): void {
  for (const intervention of interventions) {
    const name = `Intervention "${formatIntervention(intervention)}"`;
    const info = sites.find(({ site }) => site === intervention.site);
    if (!info) {
      const range = `${sites[0]?.site} to ${sites.at(-1)?.site}`;
      throw new Error(`${name}: the model has no site ${intervention.site}; it has ${range}.`);
    }
    const neuron = intervention.neurons?.find(each => each >= info.width);
    if (neuron !== undefined) {
      throw new Error(`${name}: ${info.site} has ${info.width} neurons, expected numbers below that.`);
    }
    const token = intervention.tokens?.find(each => tokens !== null && each >= tokens);
    if (token !== undefined) {
      throw new Error(`${name}: the text has ${tokens} tokens, expected a number below that after @.`);
    }
  }
}

/** Ascending, each once. */
function places(written: string | undefined, text: string): number[] | null {
  if (written === undefined) return null;
  try {
    return readPlaces(written).sort((a, b) => a - b);
  } catch (error) {
    throw new Error(`Intervention "${text}": ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function numberOf(value: string, text: string): number {
  const number = Number(value);
  if (Math.abs(number) > LARGEST) {
    throw new Error(`Intervention "${text}": ${value} is too large, expected a number from -1e12 to 1e12.`);
  }
  return unsignedZero(number);
}

/** −0 has no text of its own. */
const unsignedZero = (value: number) => value + 0;
