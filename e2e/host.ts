/** A host of the built page that a test takes files from, as a new deployment does. */

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const FOLDER = 'dist';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface Host {
  readonly url: string;
  /** Paths that are asked for in vain. */
  missing: RegExp | null;
  /** Whether it answers such a path with the page, as hosts of single-page apps do, or with 404. */
  isAppShell: boolean;
  /** Whether it lets every connection drop. */
  isDown: boolean;
  /** How often something was asked for in vain. */
  refusals: number;
  close(): Promise<void>;
}

export async function openHost(): Promise<Host> {
  const server = createServer((request, response) => {
    if (host.isDown) {
      request.socket.destroy();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const path = join(FOLDER, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const isThere = !host.missing?.test(pathname) && existsSync(path) && statSync(path).isFile();
    if (!isThere) host.refusals += 1;
    const shown = isThere ? path : host.isAppShell ? join(FOLDER, 'index.html') : null;
    response.statusCode = shown ? 200 : 404;
    response.setHeader('Content-Type', TYPES[extname(shown ?? '')] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', 'no-store');
    if (shown) createReadStream(shown).pipe(response);
    else response.end('no such file');
  });
  await new Promise<void>(done => server.listen(0, 'localhost', done));
  const { port } = server.address() as AddressInfo;
  const host: Host = {
    url: `http://localhost:${port}/`,
    missing: null,
    isAppShell: false,
    isDown: false,
    refusals: 0,
    close: () =>
      new Promise(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return host;
}
