import { expect, it } from 'vitest';
import { OWN_SETTINGS } from './own-settings';
import { emptyPart } from './part';

/** Bytes of numbers that a build may hold; the model and what is read at a time come on top. */
const MOST_BYTES = 240e6;

/** The sites of the shipped model. */
const SITES = [
  { site: 'emb' as const, width: 384 },
  ...[0, 1, 2, 3, 4, 5].flatMap(block => [
    { site: `L${block}.attn` as const, width: 384 },
    { site: `L${block}.ffn` as const, width: 1536 },
    { site: `L${block}.resid` as const, width: 384 },
  ]),
];
const neurons = SITES.reduce((sum, { width }) => sum + width, 0);

it('a build over the shipped model stays within the memory that is set aside for it', () => {
  const part = emptyPart({
    model: { id: 'm', sha256: 'a' },
    corpus: { name: 'c', version: '', sha256: 'b', sentences: 100_000 },
    settings: OWN_SETTINGS,
    sites: SITES,
    types: Array.from({ length: OWN_SETTINGS.maxTypes }, (_, i) => String(i)),
    wordUnit: 256,
    calibration: '',
  });
  const arrays = [
    ...Object.values(part),
    ...Object.values(part.examples),
    ...part.moments.flatMap(Object.values),
  ];
  const ofPart = arrays.reduce((sum, array) => sum + (ArrayBuffer.isView(array) ? array.byteLength : 0), 0);
  const kept = OWN_SETTINGS.calibrationSentences * OWN_SETTINGS.tokensPerSentence * neurons * 4;
  expect(neurons).toBe(14_208);
  expect(ofPart).toBeGreaterThan(100e6);
  expect(ofPart + kept).toBeLessThan(MOST_BYTES);
});

it('the shown histogram divides the counted one, and the sample fills the highest band', () => {
  expect(OWN_SETTINGS.bins % OWN_SETTINGS.shownBins).toBe(0);
  expect(OWN_SETTINGS.calibrationSentences * OWN_SETTINGS.tokensPerSentence).toBeGreaterThan(1000);
});
