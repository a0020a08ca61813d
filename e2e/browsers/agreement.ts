/** Whether two browsers said the same, up to the rounding of the numbers in it. */

/** A number as the page writes it; minus signs are U+2212. */
const NUMBER = /[+−]?\d[\d,]*(?:\.\d+)?/g;

/**
 * The first difference between two texts, in a sentence; null where there is none. Numbers agree when they differ by no
 * more than one unit in their last decimal: backends add float32 numbers in another order, and that moves a rounding.
 */
export function difference(found: string, expected: string): string | null {
  if (found.replace(NUMBER, '#') !== expected.replace(NUMBER, '#')) return `“${found}” is not “${expected}”.`;
  const numbers = numbersIn(expected);
  const other = numbersIn(found);
  const at = numbers.findIndex(
    ({ value, unit }, index) => Math.abs((other[index]?.value ?? Number.NaN) - value) > 1.01 * unit,
  );
  return at < 0 ? null : `${other[at]?.written} in “${found}” is not ${numbers[at]?.written}.`;
}

function numbersIn(text: string) {
  return [...text.matchAll(NUMBER)].map(([written]) => ({
    written,
    value: Number(written.replaceAll(',', '').replace('−', '-')),
    unit: 10 ** -(written.split('.')[1]?.length ?? 0) * (written.includes('.') ? 1 : 0),
  }));
}
