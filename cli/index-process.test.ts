import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neuronRecordSchema } from '../src/engine/corpus/neuron-record';
import { ALL_FOUND_OUT, type ReadingChoices } from '../src/engine/corpus/readers/choices';
import { tinyConfig, tinyTensors } from '../src/engine/testing/tiny-bert';
import { parseIndexOptions } from './index-options';
import { parseNeuronOptions } from './neuron-options';
import { readingArguments } from './reading-options';
import { ROOT, run, runProcess, start } from './testing';

const folder = mkdtempSync(join(tmpdir(), 'finegrain-index-'));
const model = join(folder, 'tiny');
const corpus = join(folder, 'weather.txt');
const at = (...names: string[]) => join(folder, ...names);

const WORDS = ['sun', 'rain', 'snow', 'wind', 'fog', 'hail', 'dew', 'ice', 'mist', 'sleet', 'haze', 'gale'];
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

/** The tiny BERT as a Hugging Face folder whose words are `WORDS`. */
function writeTinyModel(): void {
  mkdirSync(model);
  const { labels, ...config } = tinyConfig;
  writeFileSync(join(model, 'config.json'), JSON.stringify(config));
  const shipped = join(ROOT, 'public/models/minilm-sst2');
  writeFileSync(
    join(model, 'tokenizer_config.json'),
    readFileSync(join(shipped, 'tokenizer_config.json'), 'utf8'),
  );
  const tokenizer = JSON.parse(readFileSync(join(shipped, 'tokenizer.json'), 'utf8'));
  tokenizer.model.vocab = Object.fromEntries([...SPECIAL, ...WORDS].map((word, id) => [word, id]));
  for (const token of tokenizer.added_tokens) token.id = SPECIAL.indexOf(token.content);
  for (const token of Object.values<{ id: string; ids: number[] }>(tokenizer.post_processor.special_tokens)) {
    token.ids = [SPECIAL.indexOf(token.id)];
  }
  writeFileSync(join(model, 'tokenizer.json'), JSON.stringify(tokenizer));
  const header: Record<string, unknown> = {};
  const data: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tinyTensors()) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.byteLength] };
    data.push(bytes);
    offset += bytes.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  writeFileSync(join(model, 'model.safetensors'), Buffer.concat([length, json, ...data]));
}

/** Starts indexing 20 chunks and kills it after the first dozen; resolves with whether that was before its end. */
function isKilled(args: readonly string[]): Promise<boolean> {
  const child = start('index', args);
  child.stderr.setEncoding('utf8').on('data', text => {
    if (/1[3-9] of 20 chunks/.test(text)) child.kill('SIGKILL');
  });
  return new Promise(resolve => child.on('close', (_, signal) => resolve(signal === 'SIGKILL')));
}

const common = ['--corpus', corpus, '--model', model];
const contents = (dir: string) =>
  new Map(
    readdirSync(dir)
      .sort()
      .map(name => [name, readFileSync(join(dir, name)).toString('base64')]),
  );

beforeAll(async () => {
  writeTinyModel();
  // Three chunks' worth of lines.
  const lines = Array.from({ length: 700 }, (_, i) =>
    [i, i >> 2, i >> 5, i >> 7]
      .map(n => WORDS[n % WORDS.length])
      .slice(0, 1 + (i % 4))
      .join(' '),
  );
  writeFileSync(corpus, `${lines.join('\n')}\n\n`);
  const whole = await runProcess('index', [
    ...common,
    '--out',
    at('whole'),
    '--work',
    at('work'),
    '--jobs',
    '1',
  ]);
  expect([whole.err, whole.status]).toEqual([expect.stringContaining('3 of 3 chunks'), 0]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run index', () => {
  it('writes the same bytes in parts that are merged as in one run', async () => {
    const parts = ['1/3', '2/3', '3/3'].map((shard, i) => ({ shard, out: at(`part${i}`) }));
    await Promise.all(
      parts.map(({ shard, out }) => run('index', [...common, '--out', out, '--shard', shard])),
    );
    const folders = parts.map(({ out }) => out);
    const some = await run('index', ['merge', ...folders.slice(1).reverse(), '--out', at('some')]);
    expect(some.err).toContain('a part with 2 of 3 chunks; merge it with the others.');
    const all = await run('index', ['merge', at('some'), at('part0'), '--out', at('merged')]);
    expect([all.err, all.status]).toEqual([expect.stringContaining('the index of 3 chunks'), 0]);
    expect(contents(at('merged'))).toEqual(contents(at('whole')));
  });

  it('goes on where it was killed, to the same bytes', async () => {
    const long = at('long.txt');
    const lines = Array.from({ length: 256 * 20 }, (_, i) => `${WORDS[i % 12]} ${WORDS[(i >> 4) % 12]}`);
    writeFileSync(long, lines.join('\n'));
    const shard = (out: string) => ['--corpus', long, '--model', model, '--out', out, '--shard', '1/1'];
    // It is told late, and may be done by then: once more.
    while (!(await isKilled(shard(at('killed'))))) rmSync(at('killed'), { recursive: true });
    const resumed = await run('index', shard(at('killed')));
    const straight = await run('index', shard(at('straight')));
    expect(resumed.err).toMatch(/^1[2-9] of 20 chunks, 0 tokens read/);
    expect([resumed.status, straight.status]).toEqual([0, 0]);
    expect(contents(at('killed'))).toEqual(contents(at('straight')));
  });

  it('leaves the index that lies in the folder of parts', async () => {
    const places = ['--out', at('in', 'it'), '--work', at('in')];
    const { status } = await runProcess('index', [...common, ...places, '--jobs', '1']);
    expect(status).toBe(0);
    expect(contents(at('in', 'it'))).toEqual(contents(at('whole')));
    expect(readdirSync(at('in'))).toEqual(['it']);
  });

  it('begins a part anew where the one in its folder is of another corpus', async () => {
    const fog = at('fog.csv');
    writeFileSync(fog, 'note;text\nrain and sun;fog\nsnow;fog mist\nhail;fog;fog\n');
    const part = (text: string, name: string, ...how: string[]) =>
      run('index', ['--corpus', text, '--model', model, '--out', at(name), '--shard', '1/1', ...how]);
    await part(corpus, 'used');
    const [again] = await Promise.all([
      part(fog, 'used', '--column', 'text'),
      part(fog, 'unused', '--column=2'),
    ]);
    expect([again.err, again.status]).toEqual([expect.stringContaining('1 of 1 chunk'), 0]);
    expect(again.err).toContain(
      'index: fog.csv: left out 1 row with more cells than the 2 of the first (row 4).',
    );
    expect(contents(at('used'))).toEqual(contents(at('unused')));
  });

  it('refuses to merge a part with itself', async () => {
    const part = at('alone');
    await run('index', [...common, '--out', part, '--shard', '1/3']);
    const { status, err } = await run('index', ['merge', part, part, '--out', at('twice')]);
    expect([status, err]).toEqual([2, expect.stringContaining('both read chunk 0 of the corpus')]);
  });

  it('names a corpus that is not there, and a folder without a part', async () => {
    const [missing, empty] = await Promise.all([
      run('index', ['--corpus', at('no.txt'), '--out', at('x'), '--shard', '1/1']),
      run('index', ['merge', folder, '--out', at('x')]),
    ]);
    expect(missing.err).toContain('no.txt: no such file.');
    expect(empty.err).toContain('has no part of a neuron index, expected part.bin.');
    expect([missing.status, empty.status]).toEqual([2, 2]);
  });

  it('tells how it is used', async () => {
    expect((await run('index', ['--help'])).out).toContain('npm run index -- merge DIR… --out DIR');
  });
});

describe('npm run neuron', () => {
  const ask = (...args: string[]) => run('neuron', [...args, '--index', at('whole'), '--model', model]);

  it('gives a record whose recomputed activations are those of the index', async () => {
    const { out, status } = await ask('L1.ffn.7', '--corpus', corpus, '--top', '5');
    const record = neuronRecordSchema.parse(JSON.parse(out));
    const { minimum, maximum } = record.statistics;
    expect(record.examples).toHaveLength(5);
    for (const { token, activation, activations, text, tokens } of record.examples) {
      expect(Math.abs((activations?.[token] ?? Number.NaN) - activation)).toBeLessThan(
        (maximum - minimum) / 1e4,
      );
      const { start, end, text: piece } = tokens?.[token] ?? { start: null, end: null, text: '' };
      expect(text?.slice(start ?? 0, end ?? 0)).toBe(piece);
    }
    expect(status).toBe(0);
  });

  it('gives no text, and says so, where the corpus is not there', async () => {
    const { out, err } = await ask('emb.0', 'L0.ffn.19');
    const records = out
      .trim()
      .split('\n')
      .map(line => neuronRecordSchema.parse(JSON.parse(line)));
    expect(records.map(({ neuron }) => neuron)).toEqual(['emb.0', 'L0.ffn.19']);
    expect(records[0]?.examples[0]?.text).toBeNull();
    expect(err).toContain('examples have no text');
  });

  it('refuses a neuron that is not there, an index that is not there, and another corpus', async () => {
    writeFileSync(at('other.txt'), 'sun\n');
    const runs = await Promise.all([
      ask('L9.ffn.7'),
      run('neuron', ['emb.0', '--model', model, '--index', at('none')]),
      ask('emb.0', '--corpus', at('other.txt')),
    ]);
    expect(runs.map(({ err }) => err)).toEqual([
      expect.stringContaining('the model has no site L9.ffn'),
      expect.stringContaining('has no neuron index; npm run index makes one.'),
      expect.stringContaining('is not the corpus of the index, expected weather.txt.'),
    ]);
    expect(runs.map(({ status }) => status)).toEqual([2, 2, 2]);
  });
});

describe('options', () => {
  const defaults = { model: '/m', out: '/o', index: '/i', work: '/w', jobs: 2, folder: '/here' };

  it('without any build the shipped index', () => {
    expect(parseIndexOptions([], defaults)).toEqual({
      command: 'build',
      corpus: [],
      reading: ALL_FOUND_OUT,
      model: '/m',
      out: '/o',
      work: '/w',
      jobs: 2,
    });
  });

  it('take several files after --corpus, relative to where the user stands', () => {
    const args = ['--corpus', 'a.txt', 'b.txt', '--out', 'x', '--shard', '2/3'];
    expect(parseIndexOptions(args, defaults)).toEqual({
      command: 'shard',
      corpus: ['/here/a.txt', '/here/b.txt'],
      reading: ALL_FOUND_OUT,
      model: '/m',
      out: '/here/x',
      shard: 2,
      shards: 3,
    });
  });

  it('say how the files are read, and pass it on to other processes', () => {
    const reading = ['--delimiter', 'tab', '--header', 'no', '--quotes', 'text', '--format', 'table'];
    const options = parseIndexOptions(
      ['--corpus', 'a.csv', '--out', 'x', '--column', 'text', ...reading],
      defaults,
    );
    const choices: ReadingChoices = {
      format: 'table',
      column: 'text',
      delimiter: '\t',
      quotes: 'text',
      header: false,
    };
    expect(options).toMatchObject({ reading: choices });
    expect(
      parseIndexOptions(['--corpus', 'a', '--out', 'x', ...readingArguments(choices)], defaults),
    ).toEqual({
      ...options,
      corpus: ['/here/a'],
    });
  });

  it.each([
    [['--corpus', 'a', '--out', 'x', '--delimiter', 'colon'], '--delimiter colon: expected comma, semicolon'],
    [['--corpus', 'a', '--out', 'x', '--header', 'maybe'], '--header maybe: expected one of yes, no.'],
    [['--corpus', 'a', '--out', 'x', '--column', 'a', '--field', 'b'], 'expected one of the two.'],
    [['--column', 'a'], '--column: expected --corpus with files that are read so.'],
    [['--shard', '4/3', '--out', 'x'], '--shard 4/3: expected i from 1 to 3.'],
    [['--shard', '1', '--out', 'x'], '--shard 1: expected i/n.'],
    [['--shard', '1/2'], '--out is missing'],
    [['--corpus', 'a.txt'], '--out is missing'],
    [['merge', '--out', 'x'], 'merge: expected the folders of one part or more.'],
    [['merge', 'a'], 'merge: --out is missing'],
    [['join', 'a'], 'join: expected merge, or files after --corpus.'],
    [['--jobs', '0'], '--jobs 0: expected a whole number'],
    [['--jobs', '1e2'], '--jobs 1e2: expected a whole number from 1 to 10000.'],
    [['--jobs', ''], '--jobs : expected a whole number from 1 to 10000.'],
    [['--shard', '0x1/2', '--out', 'x'], '--shard 0x1: expected a whole number from 1 to 10000.'],
  ])('%j are refused', (args, message) => {
    expect(() => parseIndexOptions(args, defaults)).toThrow(message);
  });

  it('of neuron need one address and a whole number of examples', () => {
    expect(() => parseNeuronOptions([], defaults)).toThrow('Expected the address of a neuron');
    expect(() => parseNeuronOptions(['emb.0', '--top', 'x'], defaults)).toThrow('--top x: expected a whole');
    expect(parseNeuronOptions(['emb.0'], defaults)).toMatchObject({
      neurons: ['emb.0'],
      index: '/i',
      top: 20,
    });
  });

  it.each(['', '1e2', '2.0', '-1'])('of neuron refuse "%s" examples', top => {
    expect(() => parseNeuronOptions(['emb.0', `--top=${top}`], defaults)).toThrow(
      `--top ${top}: expected a whole number from 0 to 10000.`,
    );
  });

  it('of neuron take a wish for no examples', () => {
    expect(parseNeuronOptions(['emb.0', '--top', '0'], defaults)?.top).toBe(0);
  });
});
