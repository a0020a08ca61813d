/** Numbers of neurons or tokens as text: `812`, or in braces several and ranges, `{1,7,20-29}`. */

/** Most numbers that a text may stand for: more than any site has neurons. */
const MOST = 65_536;

const RANGE = String.raw`\d{1,9}(?:\s*-\s*\d{1,9})?`;
/** The form of `readPlaces`, for expressions. */
export const PLACES = String.raw`\d{1,9}|\{\s*${RANGE}(?:\s*,\s*${RANGE})*\s*\}`;

/** Nobody writes more by hand, and a loose form takes the square of a text's length. */
export const LONGEST_HINT = 200;

/** Several numbers however people write them: `0..100`, `[1,7]`, `0:100`, `0 to 100`. */
const BETWEEN = String.raw`(?:[-,~:…]|\.{2,3}|\bto\b)`;
export const LOOSE_PLACES = String.raw`[[({<]?\s*\d{1,9}(?:\s*${BETWEEN}\s*\d{1,9})*\s*[\])}>]?`;

/**
 * The numbers of a text of the form PLACES, in its order, each once.
 * @throws Error, the end of a sentence, where a range runs backwards or there are too many
 */
export function readPlaces(text: string): number[] {
  const numbers = new Set<number>();
  for (const item of text.replace(/[{}\s]/g, '').split(',')) {
    const [first = 0, last = first] = item.split('-').map(Number);
    if (last < first)
      throw new Error(`the range ${first}-${last} runs backwards, expected ${last}-${first}.`);
    if (numbers.size + last - first >= MOST) {
      throw new Error(`${text.trim()} names more than ${MOST} numbers, expected fewer.`);
    }
    for (let number = first; number <= last; number += 1) numbers.add(number);
  }
  return [...numbers];
}

/** Ascending numbers as the text that `readPlaces` reads back; three in a row and more are a range. */
export function writePlaces(numbers: readonly number[]): string {
  return numbers.length === 1 ? String(numbers[0]) : `{${spansOf(numbers).join(',')}}`;
}

/** Ascending numbers, those in a row joined: `1`, `7`, `20-29`. */
export function spansOf(numbers: readonly number[]): string[] {
  const spans: string[] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const first = numbers[at] ?? 0;
    let end = at;
    while (numbers[end + 1] === first + end + 1 - at) end += 1;
    if (end - at >= 2) {
      spans.push(`${first}-${numbers[end]}`);
      at = end;
    } else {
      spans.push(String(first));
    }
  }
  return spans;
}

/** What LOOSE_PLACES found, in the form of PLACES. */
export function tidyPlaces(text: string): string {
  const inner = text
    .replace(/[\s[\](){}<>]/g, '')
    .replace(/[~:…]|\.{2,3}|to/g, '-')
    .replace(/(\d+)-(\d+)/g, (range, a: string, b: string) => (Number(b) < Number(a) ? `${b}-${a}` : range));
  return /^\d+$/.test(inner) ? inner : `{${inner}}`;
}
