/** `npm start`: installs if needed, builds, serves. Options go to the server: `npm start -- --port 8080`. */

import { ensureInstalled, runPackage } from './installed.mjs';

ensureInstalled();
const built = runPackage('vite', ['build', '--logLevel', 'warn']);
process.exit(built === 0 ? runPackage('vite', ['preview', ...process.argv.slice(2)]) : built);
