/** `npm run schemas`: writes public/schemas/ from the zod schemas. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas, schemaText } from '../src/engine/explanation/json-schema';

const folder = fileURLToPath(new URL('../public/schemas/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) writeFileSync(folder + name, schemaText(schema));
