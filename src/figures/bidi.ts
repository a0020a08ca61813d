/**
 * Order of words on a line of mixed direction: the Unicode bidirectional algorithm (UAX #9) reduced to whole words,
 * since each word is drawn as a text of its own and the browser orders the letters inside it.
 */

export type Direction = 'ltr' | 'rtl';
/** Numbers, signs and spaces take their place from the letters around them. */
export type WordDirection = Direction | 'number' | 'sign' | 'space';
/** After the rules for numbers, signs and spaces. */
type Resolved = Direction | 'number';

const RTL =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{N}/u;
const SPACE = /^\s*$/u;

/** The direction of a text's first letter, as `dir="auto"` finds it. */
export function baseDirection(text: string): Direction {
  const letter = LETTER.exec(text);
  return letter && RTL.test(letter[0]) ? 'rtl' : 'ltr';
}

/** The direction of a word by its first letter, else by its digits. */
export function wordDirection(word: string): WordDirection {
  if (LETTER.test(word)) return baseDirection(word);
  if (DIGIT.test(word)) return 'number';
  return SPACE.test(word) ? 'space' : 'sign';
}

/** Places of the words (and spaces) of one line in visual order, from left to right. */
export function visualOrder(directions: readonly WordDirection[], base: Direction): number[] {
  const levels = resolve(directions, base).map(direction => levelOf(direction, base));
  let order = directions.map((_, index) => index);
  // Rule L2: from the highest level down, turn around every run at that level or above.
  for (let level = Math.max(0, ...levels); level >= 1; level--) {
    const turned: number[] = [];
    let run: number[] = [];
    for (const place of order) {
      if ((levels[place] ?? 0) >= level) {
        run.push(place);
      } else {
        turned.push(...run.reverse(), place);
        run = [];
      }
    }
    order = [...turned, ...run.reverse()];
  }
  return order;
}

/** Embedding levels: even ones run left to right, odd ones right to left (rules I1 and I2). */
function levelOf(direction: Resolved, base: Direction): number {
  if (base === 'rtl') return direction === 'rtl' ? 1 : 2;
  return { ltr: 0, rtl: 1, number: 2 }[direction];
}

function resolve(directions: readonly WordDirection[], base: Direction): Resolved[] {
  const weak = resolveNumbers(directions, base);
  return weak.map((direction, index) => {
    if (direction !== null) return direction;
    // Rules N1 and N2: between two of one direction that one, else the base; numbers count as right to left.
    const before = sideOf(weak.slice(0, index).findLast(other => other !== null) ?? base);
    const after = sideOf(weak.slice(index + 1).find(other => other !== null) ?? base);
    return before === after ? before : base;
  });
}

/** Rules W4 and W7: what becomes of numbers and of the signs inside them; null for what takes its side from others. */
function resolveNumbers(directions: readonly WordDirection[], base: Direction): (Resolved | null)[] {
  let letters = base;
  return directions.map((direction, index) => {
    const inNumber =
      direction === 'number' ||
      (direction === 'sign' && directions[index - 1] === 'number' && directions[index + 1] === 'number');
    if (inNumber) return letters === 'ltr' ? 'ltr' : 'number';
    if (direction === 'ltr' || direction === 'rtl') {
      letters = direction;
      return direction;
    }
    return null;
  });
}

const sideOf = (direction: Resolved): Direction => (direction === 'ltr' ? 'ltr' : 'rtl');
