/** The JSON Schemas of all records, made from the zod schemas; published in public/schemas/. */

import { z } from 'zod';
import { neuronRecordSchema } from '../corpus/neuron-record';
import { ablationSchema, checkSchema, flipSchema, patchSchema, sweepSchema } from '../experiments/records';
import { errorSchema, explanationSchema } from './record';

/** Schema files by name. */
export function jsonSchemas(): Record<string, unknown> {
  return {
    'explanation-1.json': z.toJSONSchema(explanationSchema),
    'error-1.json': z.toJSONSchema(errorSchema),
    'neuron-1.json': z.toJSONSchema(neuronRecordSchema),
    'sweep-1.json': z.toJSONSchema(sweepSchema),
    'ablation-1.json': z.toJSONSchema(ablationSchema),
    'flip-1.json': z.toJSONSchema(flipSchema),
    'check-1.json': z.toJSONSchema(checkSchema),
    'patch-1.json': z.toJSONSchema(patchSchema),
  };
}

/** A schema as it stands in its file. */
export function schemaText(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
