import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
const files = ['app', 'panels', 'state'].flatMap(folder =>
  readdirSync(join(source, folder))
    .filter(name => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map(name => join(folder, name)),
);
const IMPORT = /\bimport\('[^']+'\)/g;
const LOADED_AS_PART = /\bloadPart\(\s*'[^']+',\s*(?:async )?\(\) =>[^;]*?\bimport\('[^']+'\)/g;

it('whatever the page loads later is a part, which it can be without: none is imported past that', () => {
  const past = files.filter(file => {
    const text = readFileSync(join(source, file), 'utf8');
    return (text.match(IMPORT)?.length ?? 0) !== (text.match(LOADED_AS_PART)?.length ?? 0);
  });
  expect(past).toEqual([]);
});
