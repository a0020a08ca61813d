/** Makes sure that the packages are there: `npm start` and `npm test` work right after a clone. */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const OLDEST_NODE = [20, 19];

/** Runs a command with its output shown; returns its exit status. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) {
    console.error(`${command}: ${error.message}`);
    return 1;
  }
  return status ?? 1;
}

/** Runs a package's command from node_modules/.bin. */
export function runPackage(name, args, options = {}) {
  return run(process.platform === 'win32' ? `${name}.cmd` : name, args, {
    ...options,
    shell: process.platform === 'win32',
    // The configuration is read by Vite's bundler; that a later Vite will prefer Node's own loader is no news to a user.
    env: {
      VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
      ...process.env,
      ...options.env,
      PATH: `node_modules/.bin${pathSeparator}${process.env.PATH}`,
    },
  });
}

const pathSeparator = process.platform === 'win32' ? ';' : ':';

/** Checks Node's version and installs the packages where they are missing or older than the lock file. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(`Node ${process.versions.node} found, ${OLDEST_NODE.join('.')} or later expected.`);
    process.exit(1);
  }
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return;
  console.log('Installing packages…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (run(npm, ['ci', '--no-fund', '--no-audit'], { shell: process.platform === 'win32' }) !== 0) {
    console.error('The packages could not be installed; is the npm registry reachable?');
    process.exit(1);
  }
}

/** When a file was last changed, in ms; 0 where there is none. */
function changed(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
