import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jsonSchemas, schemaText } from './json-schema';

it.each(Object.entries(jsonSchemas()))(
  'public/schemas/%s is what the zod schema says (npm run schemas)',
  (name, schema) => {
    const file = new URL(`../../../public/schemas/${name}`, import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(schemaText(schema));
  },
);
