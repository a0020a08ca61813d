/**
 * Options that npm keeps for itself. `npm run explain --baseline=mask`, without the `--` that hands options on, reaches
 * the command without its option; npm leaves it in the environment, as `npm_config_baseline`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every option of every command, so that one of another command is noticed as well. npm has none of these names. */
export const OPTION_NAMES = [
  'baseline',
  'column',
  'control-points',
  'controls',
  'corpus',
  'count',
  'counts',
  'delimiter',
  'do',
  'factors',
  'field',
  'format',
  'from',
  'header',
  'index',
  'jobs',
  'limit',
  'method',
  'model',
  'neuron',
  'neuron-method',
  'neurons',
  'order',
  'out',
  'quick',
  'quotes',
  'ranking',
  'rule',
  'seed',
  'sentences',
  'shard',
  'sites',
  'steps',
  'target',
  'to',
  'top',
  'values',
  'work',
] as const;
/** npm takes `--to` for a beginning of an option of its own. */
const TAKEN_FOR: Readonly<Record<string, string>> = { to: 'token-description' };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Refuses a run whose options npm kept.
 * @param command its name in package.json, where npm does not tell
 * @param args what npm handed on
 * @param read a file's text; throws where there is none
 * @throws Error, one sentence that names the options and the call that hands them on
 */
export function checkNpmOptions(
  command: string,
  args: readonly string[],
  environment: Environment = process.env,
  read: (path: string) => string = path => readFileSync(path, 'utf8'),
): void {
  const kept = OPTION_NAMES.flatMap(name => {
    const key = [name, TAKEN_FOR[name] ?? name].find(each => isFromCommandLine(each, environment, read));
    return key === undefined ? [] : [[name, settingOf(key, environment) ?? ''] as const];
  });
  if (kept.length === 0) return;
  const names = kept.map(([name]) => `--${name}`).join(', ');
  const script = environment.npm_lifecycle_event;
  const run = script === undefined || /^(?:test|npx|unit)$/.test(script) ? command : script;
  throw new Error(
    `npm kept ${names} for itself, expected -- in front of options: npm run ${run} -- ${call(kept, args)}`,
  );
}

const settingOf = (key: string, environment: Environment) =>
  environment[`npm_config_${key.replaceAll('-', '_')}`];

/**
 * Whether a setting of npm's was given with the command, and not in a file or in the environment, where some packages have
 * theirs (`target`, `jobs`). npm up to 6 hands on what was typed; of later ones those are known by what they read.
 */
function isFromCommandLine(key: string, environment: Environment, read: (path: string) => string): boolean {
  if (settingOf(key, environment) === undefined) return false;
  if (environment[`NPM_CONFIG_${key.replaceAll('-', '_').toUpperCase()}`] !== undefined) return false;
  const typed = environment.npm_config_argv;
  if (typed !== undefined) return typed.includes(`--${key}`);
  const { npm_config_local_prefix: folder, npm_config_userconfig, npm_config_globalconfig } = environment;
  const files = [folder && join(folder, '.npmrc'), npm_config_userconfig, npm_config_globalconfig];
  return !files.some(file => file && new RegExp(`^\\s*${key}\\s*=`, 'm').test(textOf(file, read)));
}

function textOf(file: string, read: (path: string) => string): string {
  try {
    return read(file);
  } catch {
    // npm names its files whether or not they exist.
    return '';
  }
}

/** The options as they should have been given. npm hands on a value that stood behind its option, but not which it was of. */
function call(kept: readonly (readonly [string, string])[], args: readonly string[]): string {
  const open = kept.filter(([, value]) => value === 'true').length;
  const [only] = args;
  const options = kept.map(([name, value]) => {
    if (value !== 'true') return `--${name}=${quoted(value)}`;
    if (name === 'quick' || args.length === 0) return `--${name}`;
    return open === 1 && args.length === 1 && only !== undefined
      ? `--${name} ${quoted(only)}`
      : `--${name} …`;
  });
  const isUsed = options.some(option => option.includes(' '));
  return [...(isUsed ? [] : args.map(quoted)), ...options].join(' ');
}

/** As a shell reads it. */
const quoted = (text: string) =>
  /^[\w.,:/=+@%-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
