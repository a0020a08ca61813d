/** Sizes of the app's production build, by what a visitor downloads for what. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export interface BundleFile {
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

export interface BundleSizes {
  /** JavaScript that the page runs before it shows anything: scripts, preloads, and what they import. */
  readonly firstPaint: readonly BundleFile[];
  /** JavaScript that the page fetches later. */
  readonly later: readonly BundleFile[];
  /** All JavaScript of the worker, backends included. */
  readonly worker: readonly BundleFile[];
  /** Binaries of the wasm backend, of which a browser fetches one. */
  readonly wasm: readonly BundleFile[];
}

/** An import that is needed at once; `import(` comes later. */
const STATIC_IMPORT = /\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g;

/** Builds the app into a folder, public files included. */
export async function buildApp(root: string, outDir: string): Promise<void> {
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
}

/** Weighs a built app. Throws where the build is not shaped as expected. */
export function measureBundles(outDir: string): BundleSizes {
  const assets = join(outDir, 'assets');
  const files = readdirSync(assets).sort();
  const scripts = files.filter(file => extname(file) === '.js');
  const texts = new Map(scripts.map(file => [file, readFileSync(join(assets, file), 'utf8')]));

  // Names of built files carry a hash, so a file that names another refers to it.
  const named = (text: string) => scripts.filter(file => text.includes(file));
  const imported = (text: string) => [...text.matchAll(STATIC_IMPORT)].map(([, file]) => file ?? '');
  const text = (file: string) => texts.get(file) ?? '';
  const entries = scripts.filter(file => file.startsWith('worker-'));
  if (entries.length !== 1) throw new Error(`The build has ${entries.length} worker entries, expected one.`);
  const page = reachable(named(readFileSync(join(outDir, 'index.html'), 'utf8')), file =>
    imported(text(file)),
  );
  if (page.size === 0) throw new Error('The built index.html refers to no script.');
  const worker = reachable(entries, file => named(text(file)));
  const later = scripts.filter(file => !page.has(file) && !worker.has(file));

  const weigh = (file: string): BundleFile => {
    const path = join(assets, file);
    return { file: basename(path), bytes: statSync(path).size, gzipped: gzipSync(readFileSync(path)).length };
  };
  return {
    firstPaint: [...page].map(weigh),
    later: later.map(weigh),
    worker: [...worker].map(weigh),
    wasm: files.filter(file => extname(file) === '.wasm').map(weigh),
  };
}

function reachable(from: readonly string[], next: (file: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  for (const file of found) for (const other of next(file)) found.add(other);
  return found;
}

export function totalGzipped(files: readonly BundleFile[]): number {
  return files.reduce((sum, { gzipped }) => sum + gzipped, 0);
}
