import { beforeAll, expect, it } from 'vitest';
import { finishIndex } from './finish';
import { type Begun, beginIndex, fits, headerOf, type IndexModel, readOn } from './index-steps';
import { decodeCalibration, decodePart, encodeCalibration, encodePart } from './part-codec';
import { tinyReader, tinySentences, tinySettings } from './tiny-corpus';

const corpus = { name: 'weather', version: '', sentences: tinySentences(60) };
let model: IndexModel;
beforeAll(async () => {
  model = { ...(await tinyReader()), id: 'tiny', sha256: 'abc' };
});

async function begun(): Promise<Begun> {
  const header = await headerOf(model, corpus, tinySettings);
  return beginIndex(model, corpus, header, () => {});
}

const bytesOf = (pieces: readonly Uint8Array[]) =>
  new Blob(pieces.map(piece => piece as Uint8Array<ArrayBuffer>)).arrayBuffer();

/** What a browser that was closed finds again. */
async function keptAndRead({ part, calibration }: Begun): Promise<Begun> {
  return {
    part: decodePart(await bytesOf(encodePart(part)), 'part'),
    calibration: decodeCalibration(await bytesOf(encodeCalibration(calibration)), 'calibration'),
  };
}

it('a build that was ended and goes on gives the same bytes as one in one run', async () => {
  const whole = await begun();
  for await (const _ of readOn(model, corpus, whole));
  const files = await finishIndex(whole.part, whole.calibration);

  let build = await begun();
  let runs = 0;
  while (build.part.chunks.length < whole.part.chunks.length) {
    let steps = 0;
    for await (const _ of readOn(model, corpus, build)) if (steps++ === 3) break;
    build = await keptAndRead(build);
    runs += 1;
  }
  expect(runs).toBeGreaterThan(1);
  expect(await finishIndex(build.part, build.calibration)).toEqual(files);
});

it('tells how many of the words are read, over all runs', async () => {
  const build = await begun();
  const all = corpus.sentences.reduce((sum, { words }) => sum + words.length, 0);
  const first: number[] = [];
  for await (const { words, ofWords } of readOn(model, corpus, build)) {
    expect(ofWords).toBe(all);
    first.push(words);
    if (first.length === 3) break;
  }
  expect(first[0]).toBe(0);
  const rest: number[] = [];
  for await (const { words } of readOn(model, corpus, build)) rest.push(words);
  expect(rest[0]).toBeGreaterThanOrEqual(first.at(-1) ?? 0);
  expect(rest.at(-1)).toBe(all);
});

it('goes on only with a build of the same model, text and settings', async () => {
  const build = await begun();
  const header = await headerOf(model, corpus, tinySettings);
  expect(await fits(build, header)).toBe(true);
  expect(await fits(build, { ...header, model: { id: 'other', sha256: 'd' } })).toBe(false);
  expect(await fits(build, await headerOf(model, corpus, { ...tinySettings, bins: 8 }))).toBe(false);
});
