/**
 * What Captum takes for the neurons of one sentence, from `captum.json` beside this file. It is Python and run by hand
 * on the machine of the bench, alone, as `training/race.py` says:
 *
 *     python race.py --model ../public/models/minilm-sst2 --out ../bench/captum.json
 */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const captumSchema = z.object({
  /** For the sites timed, one run each. */
  seconds: z.number().positive(),
  /** Sites timed; the time of all is extrapolated from them. */
  sites: z.int().positive(),
  /** Points a run. */
  steps: z.int().positive(),
  /** Of the worst neuron, summed over tokens, as a share of the largest. */
  error: z.number().nonnegative(),
  /** Versions, threads and day. */
  made: z.string(),
});
export type CaptumResults = z.infer<typeof captumSchema>;

/** Null where the file is not there. Throws where it is something else. */
export async function readCaptum(file: string): Promise<CaptumResults | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return captumSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file}: is not what training/race.py writes.`, { cause: error });
  }
}
