import { describe, expect, it } from 'vitest';
import { COMMANDS } from './experiment-options';
import { USAGE as INDEX_USAGE } from './index-options';
import { NEURON_USAGE } from './neuron-options';
import { checkNpmOptions, OPTION_NAMES } from './npm-options';
import { USAGE } from './options';
import { run } from './testing';

const nothing = () => {
  throw new Error('no such file');
};
const check = (
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  read: (path: string) => string = nothing,
) => checkNpmOptions('explain', args, { npm_lifecycle_event: 'explain', ...environment }, read);

const refusal = (names: string, rest: string) =>
  new Error(`npm kept ${names} for itself, expected -- in front of options: npm run ${rest}`);

describe('an option that npm kept', () => {
  it.each([
    [{ npm_config_baseline: 'mask' }, [], '--baseline', 'explain -- --baseline=mask'],
    [{ npm_config_baseline: 'true' }, ['mask'], '--baseline', 'explain -- --baseline mask'],
    [{ npm_config_baseline: 'true' }, [], '--baseline', 'explain -- --baseline'],
    [{ npm_config_baseline: '' }, [], '--baseline', 'explain -- --baseline='],
    [
      { npm_config_neuron_method: 'activation' },
      [],
      '--neuron-method',
      'explain -- --neuron-method=activation',
    ],
    [{ npm_config_do: 'L3.ffn.{1,7}=0; emb*2' }, [], '--do', "explain -- --do='L3.ffn.{1,7}=0; emb*2'"],
    [
      { npm_config_counts: 'true', npm_config_order: 'true' },
      ['1,2', 'top'],
      '--counts, --order',
      'explain -- --counts … --order …',
    ],
    [
      { npm_config_steps: '9', npm_config_rule: 'left' },
      ['--baseline', 'pad'],
      '--rule, --steps',
      'explain -- --baseline pad --rule=left --steps=9',
    ],
  ])('is refused with the call that hands it on: %j %j', (environment, args, names, rest) => {
    expect(() => check(environment, args)).toThrow(refusal(names, rest));
  });

  it('is noticed where npm takes its name for the beginning of one of its own', () => {
    expect(() => check({ npm_config_token_description: 'A film.' })).toThrow(
      refusal('--to', "explain -- --to='A film.'"),
    );
  });

  it('is told from a setting of a file or of the environment', () => {
    const files = { npm_config_local_prefix: '/project', npm_config_userconfig: '/home/.npmrc' };
    const read = (path: string) => {
      if (path === '/home/.npmrc') return 'fund=false\ntarget = 31.0.0\n';
      throw new Error('no such file');
    };
    expect(() => check({ ...files, npm_config_target: '31.0.0' }, [], read)).not.toThrow();
    expect(() => check({ ...files, npm_config_jobs: '2' }, [], read)).toThrow(
      refusal('--jobs', 'explain -- --jobs=2'),
    );
    expect(() => check({ npm_config_jobs: '2', NPM_CONFIG_JOBS: '2' })).not.toThrow();
  });

  it('is known by what was typed where npm tells', () => {
    const typed = (...original: string[]) => ({
      npm_config_argv: JSON.stringify({ original }),
      npm_config_jobs: '2',
    });
    expect(() => check(typed('run', 'index', '--jobs', '2'))).toThrow(/^npm kept --jobs/);
    expect(() => check(typed('run', 'index'))).not.toThrow();
  });

  it('is nothing where options were handed on, or npm has settings of its own', () => {
    expect(() => check({}, ['--baseline', 'mask'])).not.toThrow();
    expect(() =>
      check({
        npm_config_prefix: '/usr',
        npm_config_json: 'true',
        npm_config_loglevel: 'silent',
        npm_config_yes: '',
      }),
    ).not.toThrow();
  });

  it('ends a command before it reads anything', async () => {
    process.env.npm_config_baseline = 'mask';
    try {
      const { status, out, err } = await run('explain', [], 'So dull.');
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(/^explain: npm kept --baseline for itself.*-- --baseline=mask\n$/);
    } finally {
      delete process.env.npm_config_baseline;
    }
  });

  it('may be any that a usage text names, help excepted, which is npm’s', () => {
    const usages = [USAGE, INDEX_USAGE, NEURON_USAGE, ...Object.values(COMMANDS).map(({ usage }) => usage)];
    const named = usages.flatMap(usage =>
      [...usage.matchAll(/(?<=^|[\s"])--([a-z-]+)/gm)].map(([, name]) => name),
    );
    const missing = new Set(named.filter(name => !OPTION_NAMES.some(each => each === name)));
    missing.delete('help');
    missing.delete('silent');
    expect([...missing]).toEqual([]);
  });
});
