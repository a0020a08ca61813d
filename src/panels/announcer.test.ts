import { describe, expect, it } from 'vitest';
import { modelSummary } from '../state/fixtures/engine';
import { explanationOf } from '../state/fixtures/explanation';
import { EMPTY_RESULT, type Result } from '../state/session';
import { announcement } from './announcer';

const explanation = explanationOf(['so', 'dull'], [0.5, 2]);
const { prediction, attribution } = explanation;
const told = (result: Partial<Result>) =>
  announcement({
    engine: { phase: 'ready', model: modelSummary },
    result: { ...EMPTY_RESULT, prediction, attribution, ...result },
  });

describe('a screen reader', () => {
  it('is told the prediction with the end, and nothing while it ripens', () => {
    expect(told({ status: 'running', rough: true })).toBe('');
    expect(told({ status: 'done', explanation })).toMatch(/^Explained\. Negative: /);
  });

  it('is told of a long text when its words are final, before its neurons', () => {
    expect(told({ status: 'running', explanation })).toMatch(/^The words are final\. Negative: /);
  });
});
