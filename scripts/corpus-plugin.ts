/**
 * Vite plugin: the Brown corpus's sentences as files beside the page, taken from node_modules and never committed.
 * Without the package the page has no texts of examples, and says so.
 */

import type { Plugin } from 'vite';
import { brownFolder, readBrown } from '../cli/corpus-files';
import { corpusTextFiles } from '../src/engine/corpus/corpus-text';

/** Where the files lie, relative to the page. */
const FOLDER = 'corpus/brown/';

export function corpusText(): Plugin {
  let files: Promise<Map<string, string>> | null = null;
  const filesOnce = () => {
    const folder = brownFolder();
    files ??= folder ? corpusTextFiles(readBrown(folder)) : Promise.resolve(new Map());
    return files;
  };
  return {
    name: 'finegrain:corpus-text',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0]?.replace(/^\//, '') ?? '';
        if (!path.startsWith(FOLDER)) {
          next();
          return;
        }
        filesOnce().then(found => {
          const text = found.get(path.slice(FOLDER.length));
          response.statusCode = text === undefined ? 404 : 200;
          response.setHeader('Content-Type', 'application/json');
          response.end(text ?? '');
        }, next);
      });
    },
    async generateBundle() {
      for (const [name, source] of await filesOnce()) {
        this.emitFile({ type: 'asset', fileName: `${FOLDER}${name}`, source });
      }
    },
  };
}
