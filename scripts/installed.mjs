/** Makes sure that the packages are there: `npm start` and `npm test` work right after a clone. */

import { spawn, spawnSync } from 'node:child_process';
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

/** Runs a command that may fail, with its output kept; returns its exit status and what it wrote. */
export function attempt(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  return { status: status ?? 1, output: [stdout, stderr, error?.message].filter(Boolean).join('\n') };
}

/** Runs a package's command from node_modules/.bin, as `run` does. */
export const runPackage = (name, args, options = {}) => run(...ofPackage(name, args, options));

/** Runs a package's command from node_modules/.bin, as `attempt` does. */
export const attemptPackage = (name, args, options = {}) => attempt(...ofPackage(name, args, options));

/** Runs a package's command beside others; resolves with its exit status and what it wrote, where that is not shown. */
export function startPackage(name, args, { shown, ...options }) {
  const [command, commandArgs, commandOptions] = ofPackage(name, args, options);
  return new Promise(resolve => {
    const child = spawn(command, commandArgs, {
      ...commandOptions,
      stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const written = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', bytes => written.push(bytes));
    const end = status => resolve({ status, output: Buffer.concat(written).toString('utf8') });
    child.on('error', error => {
      written.push(Buffer.from(`${command}: ${error.message}\n`));
      end(1);
    });
    child.on('close', status => end(status ?? 1));
  });
}

/** A command of node_modules/.bin as `spawn` takes it. */
function ofPackage(name, args, options) {
  const isWindows = process.platform === 'win32';
  const PATH = `node_modules/.bin${isWindows ? ';' : ':'}${process.env.PATH}`;
  const env = { ...process.env, ...options.env, PATH };
  return [isWindows ? `${name}.cmd` : name, args, { ...options, shell: isWindows, env }];
}

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
