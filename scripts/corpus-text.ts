/** `tsx scripts/corpus-text.ts DIR`: writes the Brown corpus's sentences into a folder, in small files for a page. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBrown } from '../cli/corpus-files';
import { corpusTextFiles } from '../src/engine/corpus/corpus-text';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('corpus-text: expected a folder.');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  corpusTextFiles(readBrown()).then(files => {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  });
}
