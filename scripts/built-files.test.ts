import { describe, expect, it } from 'vitest';
import { type BuiltFiles, builtEntries, entryImports, scriptsOf } from './built-files';

const built = (scripts: Record<string, string>): BuiltFiles => ({
  html: '<script type="module" crossorigin src="./assets/index-1.js"></script>',
  scripts: new Map(
    Object.entries({
      'index-1.js':
        'import{a}from"./body-1.js";new Worker(new URL(new URL(`worker-1.js`,import.meta.url).href))',
      'worker-1.js': 'import{e}from"./body-2.js";',
      'body-2.js': 'const load=()=>import(`./webgl-1.js`);',
      'webgl-1.js': 'import{t}from"./body-2.js";',
      ...scripts,
    }),
  ),
});

describe('the built scripts', () => {
  it('are entries where the page names them or a worker is made of them', () => {
    expect(builtEntries(built({}))).toEqual({ page: ['index-1.js'], workers: ['worker-1.js'] });
  });

  it('import no entry where each has its body apart', () => {
    expect(entryImports(built({}))).toEqual([]);
  });

  it.each([
    ['import{t}from"./worker-1.js";', 'worker-1.js'],
    ['import"./worker-1.js";', 'worker-1.js'],
    ['export*from"./worker-1.js";', 'worker-1.js'],
    ['const later=()=>import(`./worker-1.js`);', 'worker-1.js'],
    ["import{t as e}from'./index-1.js';", 'index-1.js'],
  ])('are reported with the entry that they import: %s', (text, entry) => {
    expect(entryImports(built({ 'webgl-1.js': text }))).toEqual([{ chunk: 'webgl-1.js', entry }]);
  });

  it('belong to a worker where it imports them, at once or later', () => {
    expect(scriptsOf('worker-1.js', built({}))).toEqual(['worker-1.js', 'body-2.js', 'webgl-1.js']);
  });
});
