/** `npm start`: installs if needed, builds, serves. Options go to the server: `npm start -- --port 8080`. */

import { ensureInstalled, runPackage } from './installed.mjs';

const kept = ['host', 'port'].filter(name => process.env[`npm_config_${name}`] !== undefined);
if (kept.length > 0) {
  const options = kept.map(name => `--${name} …`).join(' ');
  console.error(
    `npm kept --${kept.join(', --')} for itself, expected -- in front of options: npm start -- ${options}`,
  );
  process.exit(2);
}
ensureInstalled();
const built = runPackage('vite', ['build', '--logLevel', 'warn']);
process.exit(built === 0 ? runPackage('vite', ['preview', ...process.argv.slice(2)]) : built);
