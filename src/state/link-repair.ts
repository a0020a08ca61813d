/**
 * What mail readers, chat apps, forms and word processors do to a link, undone. What this page writes holds nothing that
 * is undone here, so a link that came through whole is read as it stands.
 */

import { escapeOf } from './percent-encoding';

/** Each pass takes off one layer of encoding; nobody has been seen to add more. */
const MAX_LAYERS = 5;
/** Longer values are not worth a second look, which takes the square of their length. */
const MAX_MENDED = 2000;

/** What stands in front where the `#` was doubled, encoded, or taken for a route. */
const FRONT = /^(?:[#?/!\s]|%(?:25)*(?:23|3F|20))+/i;
/** Invisible characters and spaces that a soft line break leaves beside a key, as the address holds them. */
const BLANKS = /^(?:\s|%20|%C2%A0|%E2%80%8[B-F]|%EF%BB%BF)+|(?:\s|%20|%C2%A0|%E2%80%8[B-F]|%EF%BB%BF)+$/gi;
/** Every escape is one of an escape: `%2520`. A link of before has `+` for spaces, and then means it. */
const ENCODED_TWICE = /^(?:[^%+]|%25(?=[0-9A-F]{2}))*$/i;
/** Appended to any address, behind its fragment too. */
const TRACKING = /[?&](?:utm_\w+|\w*clid|igsh\w*)=[^&]*|:~:(?:text|selector)=.*/gs;

const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' };

/**
 * A fragment as it was before it was damaged, without what stood in front of it.
 * @param isView whether a fragment holds a key of the view
 */
export function repaired(fragment: string, isView: (fragment: string) => boolean): string {
  let whole = withoutMarkup(fragment.replace(FRONT, ''));
  for (
    let layer = 0;
    layer < MAX_LAYERS && !isView(whole) && /%(?:25)*[23][0-9A-F]/i.test(whole);
    layer += 1
  ) {
    whole = withoutMarkup(whole.replace(/%([2-7][0-9A-F])/gi, asciiOf).replace(FRONT, ''));
  }
  if (!isView(whole)) return whole;
  whole = withoutQuotedPrintable(whole).replace(TRACKING, '');
  for (let layer = 0; layer < MAX_LAYERS && whole.includes('%') && ENCODED_TWICE.test(whole); layer += 1) {
    whole = whole.replaceAll('%25', '%');
  }
  return whole;
}

/** A fragment in which no text is taken for an escape that was escaped again: `%2520` has its digits escaped as well. */
export function markedLiteral(fragment: string): string {
  if (!fragment.includes('%') || !ENCODED_TWICE.test(fragment)) return fragment;
  return fragment.replace(/%25(.)/, (_, digit: string) => `%25${escapeOf(digit)}`);
}

/** A key without the blanks of a line that was broken around it. */
export const withoutBlanks = (key: string) => key.replace(BLANKS, '');

/**
 * What a value may have been before a sentence closed around it (`mask.`, `“mask”)`) or a line was broken within it;
 * for values that are not any text.
 */
export function undamaged(value: string): string[] {
  if (value.length > MAX_MENDED) return [];
  const joined = value.replace(/[\s\p{Cf}]+/gu, '').replace(/^["'“”„‘’«<]+/u, '');
  const bare = joined.replace(/[^\p{L}\p{N}}]+$/u, '');
  return [joined, bare, bare.replace(/[^\p{L}\p{N}]+$/u, '')];
}

/** The view in an address whose `#` was encoded or lost, and the address without it; null where there is none. */
export function misplacedFragment(
  { pathname, search }: { readonly pathname: string; readonly search: string },
  isView: (fragment: string) => boolean,
): { readonly fragment: string; readonly address: string } | null {
  const at = pathname.search(/\/(?:%(?:25)*(?:23|3F))?v(?:=|%(?:25)*3D)1/i);
  const fragment = repaired(at < 0 ? search : pathname.slice(at) + search, isView);
  // A bare `?v=123` is how servers tell versions of a page apart.
  if (!isView(fragment) || !/(?:^|&)(?:v=1(?:&|$)|text=)/.test(fragment)) return null;
  return { fragment, address: at < 0 ? pathname : pathname.slice(0, at + 1) };
}

/** HTML's references and the backslashes of Markdown and LaTeX, as the characters that they stand for. */
function withoutMarkup(fragment: string): string {
  return fragment
    .replace(/&(?:(?:amp|#38|#x26);?)+/gi, '&')
    .replace(/&#(?:x0*([2-7][0-9A-F])|0*(\d{2,3}));/gi, (_, hex?: string, decimal?: string) =>
      hex ? asciiOf('', hex) : String.fromCharCode(Number(decimal)),
    )
    .replace(/&(quot|apos|lt|gt|nbsp);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/\\(?=[^A-Za-z0-9])/g, '');
}

/** `v=3D1`: a mail that was never decoded; a value of ours holds no bare `=`, so another one is a soft line break. */
function withoutQuotedPrintable(fragment: string): string {
  if (!/^v=3D1(?:&|=|$)/.test(fragment)) return fragment;
  return fragment.replace(/=(3D)?/g, (_, sign?: string) => (sign ? '=' : ''));
}

const asciiOf = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
