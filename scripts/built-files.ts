/** The built page's scripts as they lie on disk: which are entries, and what imports what. */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Static and dynamic imports of a script beside it. */
const IMPORT = /\b(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+)["'`]/g;
const WORKER = /\bnew (?:Shared)?Worker\((?:new URL\()*["'`](?:\.\/)?([^"'`]+)["'`]/g;
const PAGE_SCRIPT = /<script\b[^>]*\bsrc="(?:[^"]*\/)?([^"/]+)"/g;

export interface BuiltFiles {
  readonly html: string;
  /** Source texts by name, all of one folder. */
  readonly scripts: ReadonlyMap<string, string>;
}

export interface EntryImport {
  readonly chunk: string;
  readonly entry: string;
}

/** Reads what `vite build` wrote to a folder. */
export function readBuiltFiles(outDir: string): BuiltFiles {
  const assets = join(outDir, 'assets');
  const names = readdirSync(assets).filter(file => extname(file) === '.js');
  return {
    html: readFileSync(join(outDir, 'index.html'), 'utf8'),
    scripts: new Map(names.map(name => [name, readFileSync(join(assets, name), 'utf8')])),
  };
}

/** The scripts that something other than an import starts: those that the page names, and workers. */
export function builtEntries({ html, scripts }: BuiltFiles): { page: string[]; workers: string[] } {
  const built = (names: Iterable<string>) => [...new Set(names)].filter(name => scripts.has(name));
  return {
    page: built(named(html, PAGE_SCRIPT)),
    workers: built([...scripts.values()].flatMap(text => named(text, WORKER))),
  };
}

/** Every import of an entry by another script. */
export function entryImports(files: BuiltFiles): EntryImport[] {
  const { page, workers } = builtEntries(files);
  const entries = new Set([...page, ...workers]);
  return [...files.scripts].flatMap(([chunk, text]) =>
    named(text, IMPORT)
      .filter(name => entries.has(name))
      .map(entry => ({ chunk, entry })),
  );
}

/** An entry, and all that it imports, at once or later, directly or not. */
export function scriptsOf(entry: string, { scripts }: BuiltFiles): string[] {
  const found = new Set([entry]);
  for (const script of found) for (const name of named(scripts.get(script) ?? '', IMPORT)) found.add(name);
  return [...found];
}

function named(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
