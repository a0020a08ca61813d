import { describe, expect, it } from 'vitest';
import { partsFolder, progressLine } from './index-build';

describe('the folder of parts', () => {
  it('is none that a user has', () => {
    expect(partsFolder('/home/me', '/data/Documents')).toMatch(/^\/home\/me\/Documents\.parts-[0-9a-f]{8}$/);
  });

  it('is another for an index of the same name elsewhere', () => {
    expect(partsFolder('/w', '/a/index')).not.toBe(partsFolder('/w', '/b/index'));
  });

  it('is the same at the next build', () => {
    expect(partsFolder('/w', '/a/index/')).toBe(partsFolder('/w', '/a/index'));
  });
});

describe('progress', () => {
  it('says how many chunks are read and how fast, over all processes', () => {
    const part = { step: 'chunks', total: 10, tokens: 500, seconds: 2 } as const;
    expect(
      progressLine(
        [
          { ...part, done: 3 },
          { ...part, done: 4 },
        ],
        5,
      ),
    ).toBe('7 of 20 chunks, 1,000 tokens read, 500 tokens a second, 5 s');
  });

  it('says that scales are chosen while any process still does', () => {
    const events = [{ step: 'calibration', done: 7, total: 9 }] as const;
    expect(progressLine(events, 1)).toBe('choosing the scales: 7 of 9 sentences');
  });
});
