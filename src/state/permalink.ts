/**
 * The view as the fragment of the page's address, which no server sees.
 *
 * `v=1` first, then only what differs from the defaults, then the fingerprint: `v=1&text=so%20dull&unit=tokens&fp=…`.
 */

import { decodeFingerprint, encodeFingerprint, type Fingerprint } from './fingerprint';
import { markedLiteral, misplacedFragment, repaired, undamaged, withoutBlanks } from './link-repair';
import { decodeText, encodeText } from './percent-encoding';
import { type MutableView, quote, type View, type ViewName } from './view';
import { DEFAULT_VIEW, VIEW_KEYS, VIEW_NAMES } from './view-keys';

const VERSION = '1';
const VERSION_KEY = 'v';
/** Characters of a key, with the blanks that may stand around it; and of what a sentence leaves at a link's end. */
const MAX_KEY = 100;
const MAX_GLUED = 20;
const MAX_DOUBTS = 3;
const FINGERPRINT_KEY = 'fp';

/** Longest fragment that goes into an address; the browsers' own limits for a whole address begin at 1 MB. */
export const MAX_FRAGMENT = 200_000;

export interface OpenedLink {
  readonly view: View;
  readonly fingerprint: Fingerprint | null;
  /** A sentence for each value that could not be used. */
  readonly notices: readonly string[];
}

/** The fragment of a view, without `#`. The fingerprint is that of the view's result, null until it is known. */
export function encodeFragment(view: View, fingerprint: Fingerprint | null): string {
  const parts = [`${VERSION_KEY}=${VERSION}`];
  for (const name of VIEW_NAMES) {
    const value = view[name];
    if (value !== VIEW_KEYS[name].default) parts.push(`${VIEW_KEYS[name].key}=${encodeText(String(value))}`);
  }
  if (fingerprint) parts.push(`${FINGERPRINT_KEY}=${encodeText(encodeFingerprint(fingerprint))}`);
  return markedLiteral(parts.join('&'));
}

/**
 * Reads a fragment, with or without its `#`, as others may have left it. Never throws: unknown keys are ignored, of a
 * repeated key the first counts, and a bad value becomes the default with a notice. An empty fragment is the default view.
 */
export function decodeFragment(fragment: string): OpenedLink {
  const whole = repaired(fragment, holdsView);
  const values = parse(whole);
  const notices = doubts(whole);

  const version = values.get(VERSION_KEY);
  if (version !== undefined && version !== VERSION) {
    notices.push(
      `This link was made by another version of the page (${quote(version)}, this one reads ${quote(VERSION)}); what it shares with this version is used.`,
    );
  }

  const view: MutableView = { ...DEFAULT_VIEW };
  const read = <Name extends ViewName>(name: Name) => {
    view[name] = readValue(name, values.get(VIEW_KEYS[name].key), notices);
  };
  for (const name of VIEW_NAMES) read(name);

  const found = values.get(FINGERPRINT_KEY);
  const fingerprint = found === undefined ? null : readFingerprint(found);
  if (found !== undefined && fingerprint === null) {
    notices.push(
      `“${FINGERPRINT_KEY}” in the link is ${quote(found)}, but a fingerprint such as “negative:0.614,1.93,clumsy:2.41” was expected; the result is not compared.`,
    );
  }
  return { view, fingerprint, notices };
}

/** Whether a fragment says anything about a view; `#main`, the target of an in-page anchor, does not. */
export function isViewFragment(fragment: string): boolean {
  return fragment.replace(/^#/, '') === '' || holdsView(repaired(fragment, holdsView));
}

/** The view in an address whose `#` was encoded or lost, and the address without it; null where there is none. */
export const misplacedView = (location: Pick<Location, 'pathname' | 'search'>) =>
  misplacedFragment(location, holdsView);

/** The fragment of a view, or null when it is too long for an address. */
export function addressFragment(view: View, fingerprint: Fingerprint | null): string | null {
  // Encoding only ever lengthens a text, and a pasted megabyte is not worth it.
  const { text, other, sentences } = view;
  if (Math.max(text.length, other.length, sentences.length) > MAX_FRAGMENT) return null;
  const fragment = encodeFragment(view, fingerprint);
  return fragment.length > MAX_FRAGMENT ? null : fragment;
}

/** The address that opens this view, or null when it would be too long. `base` is any address of the page. */
export function linkTo(base: string, view: View, fingerprint: Fingerprint | null): string | null {
  const fragment = addressFragment(view, fingerprint);
  return fragment === null ? null : `${base.replace(/#.*$/s, '')}#${fragment}`;
}

/** Why a view has no link, and what there is instead. */
export function tooLongSentence(view: View): string {
  const { name, length } = longestText(view);
  const [written, most] = [length, MAX_FRAGMENT].map(count => count.toLocaleString('en'));
  return `There is no link to this view: its ${name} of ${written} characters would make it longer than the ${most} that are sure to open. “Download” saves the result.`;
}

/** Which of a view's texts makes its link long, as it is named on the page, and its UTF-16 units. */
export function longestText({ text, other, sentences }: View) {
  const texts = { text, 'second text': other, 'list of sentences': sentences };
  const lengths = Object.entries(texts).map(([name, { length }]) => ({ name, length }));
  return lengths.reduce((longest, each) => (each.length > longest.length ? each : longest));
}

function readValue<Name extends ViewName>(
  name: Name,
  found: string | undefined,
  notices: string[],
): View[Name] {
  const { key, default: fallback, codec, expected, renewed } = VIEW_KEYS[name];
  if (found === undefined) return fallback;
  for (const text of [found, ...undamaged(found)]) {
    const now = renewed ? renewed(text) : text;
    const read = codec.safeParse(now);
    if (!read.success) continue;
    if (now !== text) notices.push(`“${key}” in the link is ${quote(text)}, which is read as ${quote(now)}.`);
    return read.data;
  }
  notices.push(`“${key}” in the link is ${quote(found)}, but ${expected} was expected; the default is used.`);
  return fallback;
}

function readFingerprint(found: string): Fingerprint | null {
  for (const text of [found, ...undamaged(found)]) {
    const fingerprint = decodeFingerprint(text);
    if (fingerprint) return fingerprint;
  }
  return null;
}

/** A sentence for each part that was left out, and for an end that is cut, or that belongs to the text around the link. */
function doubts(fragment: string): string[] {
  const parts = fragment.split('&');
  const sentences = parts
    .filter(part => part !== '' && !part.includes('='))
    .slice(0, MAX_DOUBTS)
    .map(part => {
      const start = `${quote(decodeText(part))} in the link stands`;
      return part === parts[0]
        ? `${start} in front without a key and was left out.`
        : `${start} behind an & without a key and was left out; within a text, & is written %26.`;
    });
  const last = parts.at(-1) ?? '';
  const [cut] = /%[0-9A-F]?$/i.exec(last) ?? [];
  if (cut)
    sentences.push(
      `The link ends within the escape ${quote(cut)}: what followed seems to have been cut off.`,
    );
  const [glued] = /[.,;:!?)\]}'*_~|]+$/.exec(last.slice(-MAX_GLUED)) ?? [];
  if (glued && parts[0] === `${VERSION_KEY}=${VERSION}` && FREE_TEXTS.has(keyOf(last) ?? '')) {
    sentences.push(
      `The link ends with ${quote(glued)}, which no link of this page does; it is taken as a part of the text.`,
    );
  }
  return sentences;
}

/** Keys whose value may be any text, so that nothing at its end is known to be foreign. */
const FREE_TEXTS: ReadonlySet<string> = new Set(
  (['text', 'find', 'other', 'sentences'] as const).map(name => VIEW_KEYS[name].key),
);
const KNOWN_KEYS: ReadonlySet<string> = new Set([
  VERSION_KEY,
  FINGERPRINT_KEY,
  ...VIEW_NAMES.map(name => VIEW_KEYS[name].key),
]);

/** Whether any part of a fragment has a key that we know. */
const holdsView = (fragment: string) => fragment.split('&').some(part => keyOf(part) !== null);

/** The key of a part such as `text=so%20dull`; null where it has none, or one that we do not know. */
function keyOf(part: string): string | null {
  const equals = part.indexOf('=');
  const key = equals < 0 || equals > MAX_KEY ? '' : withoutBlanks(part.slice(0, equals));
  return KNOWN_KEYS.has(key) ? key : null;
}

/** The first value of each key that we know; only those are unescaped. */
function parse(fragment: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const part of fragment.split('&')) {
    const key = keyOf(part);
    if (key !== null && !values.has(key)) values.set(key, decodeText(part.slice(part.indexOf('=') + 1)));
  }
  return values;
}
