/** The Brown corpus's sentences in small files for a page; none where the package is not installed. */

import { brownFolder, readBrown } from '../cli/corpus-files';
import { corpusTextFiles } from '../src/engine/corpus/corpus-text';

export async function brownTextFiles(): Promise<Map<string, string>> {
  const folder = brownFolder();
  return folder ? corpusTextFiles(readBrown(folder)) : new Map();
}
