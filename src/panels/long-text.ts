/** A text of any length in a text box, which lays out all that it holds at every key: it is given the beginning. */

/** What a box shows of a text, and what follows that out of sight. */
export interface LongText {
  readonly shown: string;
  readonly rest: string;
  /** Both together. */
  readonly whole: string;
}

/** The most UTF-16 units that a box is given: eight times what 512 tokens of prose take, and laid out within a frame. */
export const MOST_SHOWN = 20_000;

/** A text as a box first shows it; no character is cut in two. */
export function longText(whole: string): LongText {
  if (whole.length <= MOST_SHOWN) return { shown: whole, rest: '', whole };
  const splitsPair = (whole.codePointAt(MOST_SHOWN - 1) ?? 0) > 0xffff;
  const end = splitsPair ? MOST_SHOWN - 1 : MOST_SHOWN;
  return { shown: whole.slice(0, end), rest: whole.slice(end), whole };
}

/**
 * The text after the box was edited. The rest stays where it is, so that nothing moves under the caret, until the part
 * shown is twice or half as long as it should be.
 * @param shown what the box holds now
 */
export function edited({ rest }: LongText, shown: string): LongText {
  const fits = shown.length <= 2 * MOST_SHOWN && (rest === '' || shown.length >= MOST_SHOWN / 2);
  return fits ? { shown, rest, whole: shown + rest } : longText(shown + rest);
}

/** The text after what was selected, `[start, end)` of what is shown, was replaced. */
export function replaced(
  text: LongText,
  [start, end]: readonly [number, number],
  inserted: string,
): LongText {
  if (isAll(text, [start, end])) return longText(inserted);
  return longText(text.shown.slice(0, start) + inserted + text.shown.slice(end) + text.rest);
}

/** Whether a selection of what is shown stands for the whole of a text that goes on out of sight. */
export function isAll({ shown, rest }: LongText, [start, end]: readonly [number, number]): boolean {
  return rest !== '' && start === 0 && end === shown.length;
}

/** "The box shows the first 20,000 of 1,000,000 characters; all of them are kept." Empty where it shows all. */
export function longTextSentence({ shown, rest, whole }: LongText): string {
  if (rest === '') return '';
  const [some, all] = [shown.length, whole.length].map(count => count.toLocaleString('en'));
  return `The box shows the first ${some} of ${all} characters; all of them are kept.`;
}
