/**
 * Vite plugin: keeps every entry (the page's script, the workers) apart from the code that other chunks import.
 * WebKit evaluates a worker's entry a second time when one of the worker's chunks imports it: two of it then answer
 * the page. An entry therefore holds its own module only; all that it imports at once is a chunk beside it, its body.
 */

import { resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { builtEntries, entryImports, readBuiltFiles } from './built-files.ts';

/** Puts all that an entry imports at once, directly or not, into a chunk of its own. */
export const ENTRIES_APART: Rolldown.OutputOptions = {
  codeSplitting: {
    groups: [
      {
        debugName: 'body',
        tags: ['$initial'],
        name: (id, context) => (isEntry(id, context) ? null : 'body'),
      },
    ],
  },
};

/** Of a page, the entry is the HTML file; what runs is the script that it names. */
function isEntry(id: string, context: Rolldown.ChunkingContext): boolean {
  const info = context.getModuleInfo(id);
  return info !== null && (info.isEntry || info.importers.some(importer => importer.endsWith('.html')));
}

/** Fails a build in which a chunk imports an entry, or which starts no worker that this can recognise. */
export function entriesApart(): Plugin {
  let folder = '';
  return {
    name: 'finegrain:entries-apart',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      const files = readBuiltFiles(folder);
      const { page, workers } = builtEntries(files);
      if (page.length === 0 || workers.length === 0) {
        this.error(
          `The build starts ${page.length} scripts and ${workers.length} workers, expected some of both.`,
        );
      }
      const [wrong] = entryImports(files);
      if (wrong) {
        this.error(
          `${wrong.chunk} imports the entry ${wrong.entry}: WebKit would evaluate that entry twice.`,
        );
      }
    },
  };
}
