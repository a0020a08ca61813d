import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { builtEntries, entryImports, readBuiltFiles, scriptsOf } from '../scripts/built-files';

const DIST = 'dist';

test('no chunk imports an entry, of the page or of a worker', () => {
  const files = readBuiltFiles(DIST);
  const { page, workers } = builtEntries(files);
  expect(page).toHaveLength(1);
  expect(workers.map(name => name.replace(/-[\w-]{8}\.js$/, '')).sort()).toEqual(['corpus-worker', 'worker']);
  expect(entryImports(files)).toEqual([]);
});

test('the list of files to keep names every built file, each backend’s chunk of both workers among them', () => {
  const kept: string[] = JSON.parse(readFileSync(join(DIST, 'assets.json'), 'utf8'));
  expect([...kept].sort()).toEqual(
    readdirSync(join(DIST, 'assets'))
      .map(name => `assets/${name}`)
      .sort(),
  );
  const files = readBuiltFiles(DIST);
  for (const worker of builtEntries(files).workers) {
    const scripts = scriptsOf(worker, files);
    for (const part of ['body', 'webgl', 'wasm', 'cpu']) {
      const found = scripts.filter(name => name.startsWith(`${part}-`));
      expect(found, `${part} of ${worker}`).toHaveLength(1);
      expect(kept).toContain(`assets/${found[0]}`);
    }
  }
});
