import { expect, it } from 'vitest';
import { difference } from './agreement';

it('two browsers agree where only the last decimal of a number differs', () => {
  expect(difference('“dull” −1.04, 48 tokens', '“dull” −1.05, 48 tokens')).toBeNull();
  expect(difference('99.9 % against 0.1 %', '99.9 % against 0.1 %')).toBeNull();
});

it('two browsers disagree in a word, a sign, a count or more than the last decimal', () => {
  expect(difference('“dull” −1.05', '“dim” −1.05')).toBe('““dull” −1.05” is not ““dim” −1.05”.');
  expect(difference('+1.05', '−1.05')).toBe('+1.05 in “+1.05” is not −1.05.');
  expect(difference('9 tokens', '10 tokens')).toBe('9 in “9 tokens” is not 10.');
  expect(difference('1.03', '1.05')).toBe('1.03 in “1.03” is not 1.05.');
});
