/**
 * Vite plugin: the Brown corpus's sentences as files beside the page, taken from node_modules and never committed.
 * Without the package the page has no texts of examples, and says so.
 */

import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';

/** Where the files lie, relative to the page. */
const FOLDER = 'corpus/brown/';

/**
 * Read by Vite's own loader and only once it is needed: what the configuration itself imports should be what Node
 * could load, and the engine names its modules without extensions.
 */
const READER = fileURLToPath(new URL('./brown-text.ts', import.meta.url));

export function corpusText(): Plugin {
  let files: Promise<Map<string, string>> | null = null;
  const filesOnce = () => {
    files ??= runnerImport<typeof import('./brown-text')>(READER).then(({ module }) =>
      module.brownTextFiles(),
    );
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
