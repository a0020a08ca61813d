/** The shipped model on the wasm backend in Node, and what PyTorch, transformers and Captum say of it. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startBackend } from '../backend/backend';
import { nodeBackends } from '../backend/node';
import { loadCheckpoint } from '../checkpoint/checkpoint';
import { folderSource } from '../checkpoint/folder';
import { createModel, type Model } from '../explanation/model';
import { BASELINES, RULES } from '../explanation/record';
import { NEURON_METHODS } from '../neurons/neuron-table';

const FOLDER = fileURLToPath(new URL('../../../public/models/minilm-sst2', import.meta.url));

export async function loadShippedModel(): Promise<Model> {
  const backend = await startBackend(nodeBackends, 'wasm', () => {});
  return createModel(await loadCheckpoint(await folderSource(FOLDER), () => {}), backend);
}

const made = z.object({ sha256: z.string() });
const samples = z.array(z.tuple([z.number(), z.number(), z.number()]));

const bertFixture = z.object({
  made,
  texts: z.array(
    z.object({
      text: z.string(),
      ids: z.array(z.number()),
      tokens: z.array(z.string()),
      offsets: z.array(z.tuple([z.number(), z.number()]).nullable()),
      logits: z.array(z.number()),
      gradient: z.object({
        target: z.string(),
        samples,
        tokenAbsoluteSums: z.array(z.number()),
        tokenInputXGradient: z.array(z.number()),
      }),
      sites: z
        .record(
          z.string(),
          z.object({
            shape: z.tuple([z.number(), z.number()]),
            absoluteSum: z.number(),
            samples,
            values: z.array(z.array(z.number())).optional(),
          }),
        )
        .optional(),
    }),
  ),
});

const igFixture = z.object({
  made,
  texts: z.array(
    z.object({
      text: z.string(),
      runs: z.array(
        z.object({
          target: z.string(),
          baseline: z.enum(BASELINES),
          rule: z.enum(RULES),
          steps: z.number(),
          value: z.number(),
          baselineValue: z.number(),
          delta: z.number(),
          tokens: z.array(z.number()),
        }),
      ),
    }),
  ),
});

/** A matrix `[tokens, width]` in brief. */
const digest = {
  site: z.string(),
  shape: z.tuple([z.number(), z.number()]),
  sum: z.number(),
  absoluteSum: z.number(),
  /** `[token, neuron, value]` */
  samples,
  /** Sums over the neurons. */
  tokens: z.array(z.number()),
};

const neuronFixture = z.object({
  made,
  texts: z.array(
    z.object({
      text: z.string(),
      target: z.string(),
      value: z.number(),
      baselineValue: z.number(),
      reference: z.array(z.object({ ...digest, fullCut: z.boolean(), delta: z.number().nullable() })),
      top: z.array(z.object({ site: z.string(), index: z.number(), conductance: z.number() })),
      captum: z.array(
        z.object({
          ...digest,
          method: z.enum(NEURON_METHODS),
          rule: z.enum(RULES).nullable(),
          steps: z.number().nullable(),
        }),
      ),
    }),
  ),
});

const changedCase = z.object({
  interventions: z.string(),
  logits: z.array(z.number()),
  ig: z
    .object({
      target: z.string(),
      rule: z.enum(RULES),
      steps: z.number(),
      value: z.number(),
      baselineValue: z.number(),
      tokens: z.array(z.number()),
    })
    .nullable(),
  conductance: z.array(z.object({ ...digest, rule: z.enum(RULES), steps: z.number() })).nullable(),
});

const interventionFixture = z.object({
  made,
  texts: z.array(z.object({ text: z.string(), logits: z.array(z.number()), cases: z.array(changedCase) })),
  patches: z.array(
    z.object({
      text: z.string(),
      from: z.string(),
      aligned: z.array(z.number()),
      logits: z.array(z.number()),
      fromLogits: z.array(z.number()),
      cases: z.array(changedCase),
    }),
  ),
});

/** Logits, activations at all sites and input gradients, by PyTorch and transformers (training/fixtures.py). */
export const bertOracle = read('bert.json', bertFixture);
/** Integrated gradients, by Captum (training/fixtures.py). */
export const igOracle = read('ig.json', igFixture);
/** Neuron methods by Captum, and conductance in float64 at high precision (training/neuron_fixtures.py). */
export const neuronOracle = read('neurons.json', neuronFixture);

/** Logits, integrated gradients and conductance under forward hooks (training/intervention_fixtures.py). */
export const interventionOracle = read('interventions.json', interventionFixture);

function read<T>(file: string, schema: z.ZodType<T>): T {
  const path = fileURLToPath(new URL(`../fixtures/${file}`, import.meta.url));
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
