/** Serves the built page until told to stop, as a host does that goes away. */

import { fileURLToPath } from 'node:url';
import { preview } from 'vite';

export interface Host {
  readonly url: string;
  /** No request is answered any more; safe to call again. */
  stop(): Promise<void>;
}

/** @throws Error where nothing is built, or no address is free */
export async function startHost(): Promise<Host> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await preview({ root, logLevel: 'silent', preview: { port: 0, host: 'localhost' } });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The server of the built page has no address.');
  let stopped: Promise<void> | null = null;
  return {
    url,
    stop() {
      if ('closeAllConnections' in server.httpServer) server.httpServer.closeAllConnections();
      stopped ??= server.close();
      return stopped;
    },
  };
}
