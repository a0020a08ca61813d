/**
 * The view as the fragment of the page's address, which no server sees.
 *
 * `v=1` first, then only what differs from the defaults, then the fingerprint: `v=1&text=so+dull&unit=tokens&fp=…`.
 */

import { decodeFingerprint, encodeFingerprint, type Fingerprint } from './fingerprint';
import { decodeText, encodeText } from './percent-encoding';
import { type MutableView, quote, type View, type ViewName } from './view';
import { DEFAULT_VIEW, VIEW_KEYS, VIEW_NAMES } from './view-keys';

const VERSION = '1';
const VERSION_KEY = 'v';
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
  return parts.join('&').replace(LOSABLE_END, percent);
}

/**
 * Reads a fragment, with or without its `#`. Never throws: unknown keys are ignored, of a repeated key the first
 * counts, and a bad value becomes the default with a notice. An empty fragment is the default view.
 */
export function decodeFragment(fragment: string): OpenedLink {
  const values = parse(fragment);
  const notices: string[] = [];

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
  const fingerprint = found === undefined ? null : decodeFingerprint(found);
  if (found !== undefined && fingerprint === null) {
    notices.push(
      `“${FINGERPRINT_KEY}” in the link is ${quote(found)}, but a fingerprint such as “negative:0.614~1.93~clumsy:2.41” was expected; the result is not compared.`,
    );
  }
  return { view, fingerprint, notices };
}

/** Whether a fragment says anything about a view; `#main`, the target of an in-page anchor, does not. */
export function isViewFragment(fragment: string): boolean {
  return fragment.replace(/^#/, '') === '' || parse(fragment).size > 0;
}

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

function readValue<Name extends ViewName>(
  name: Name,
  found: string | undefined,
  notices: string[],
): View[Name] {
  const { key, default: fallback, codec, expected } = VIEW_KEYS[name];
  if (found === undefined) return fallback;
  const read = codec.safeParse(found);
  if (read.success) return read.data;
  notices.push(`“${key}” in the link is ${quote(found)}, but ${expected} was expected; the default is used.`);
  return fallback;
}

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  VERSION_KEY,
  FINGERPRINT_KEY,
  ...VIEW_NAMES.map(name => VIEW_KEYS[name].key),
]);

/** The first value of each key that we know; only those are unescaped. */
function parse(fragment: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const part of fragment.replace(/^#/, '').split('&')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const key = part.slice(0, equals);
    if (KNOWN_KEYS.has(key) && !values.has(key)) values.set(key, decodeText(part.slice(equals + 1)));
  }
  return values;
}

/** What chat programs and mail readers take for the end of the sentence around a link. */
const LOSABLE_END = /[+.,:;!?~/@'()*_-]$/;

/** The final character of a fragment, escaped; `+` stands for a space. */
function percent(character: string): string {
  return character === '+' ? '%20' : `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
