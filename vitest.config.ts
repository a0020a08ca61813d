import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Only for what hangs: no verdict depends on how fast a machine is. */
const LIMIT_MS = 180_000;
/** Tests that load the shipped model or start processes. */
const SLOW = ['{src,cli,scripts}/**/shipped-*.test.ts', '{src,cli,scripts}/**/*-process.test.ts'];

/** The slow files first, so that none of them is the last to run, alone. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ project }: TestSpecification) => Number(project.name === 'slow');
    return sorted.toSorted((a, b) => isSlow(b) - isSlow(a));
  }
}

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowFirst },
    projects: [
      // Of files that share a process, each leaves it as it was; what they import is read once.
      project('quick', ['{src,cli,scripts}/**/*.test.{ts,tsx}'], { exclude: SLOW, isolate: false }),
      project('slow', SLOW, { exclude: [], isolate: true }),
    ],
  },
});

function project(
  name: string,
  include: string[],
  { exclude, isolate }: { exclude: string[]; isolate: boolean },
) {
  return {
    test: {
      name,
      include,
      exclude: [...configDefaults.exclude, ...exclude],
      isolate,
      testTimeout: LIMIT_MS,
      hookTimeout: LIMIT_MS,
      expect: { poll: { timeout: LIMIT_MS, interval: 5 } },
      // Node's build of tfjs-core leaves gradients out; the file that registers them is an ES module without saying so.
      server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } },
    },
  };
}
