import { describe, expect, it } from 'vitest';
import { brownFolder } from '../cli/corpus-files';
import { openCorpusText } from '../src/engine/corpus/corpus-text';
import { corpusText } from './corpus-plugin';

describe.skipIf(!brownFolder())('the corpus’s text beside the page', () => {
  it('is in the build, in files that the page opens', async () => {
    const { generateBundle } = corpusText();
    if (typeof generateBundle !== 'function') throw new Error('expected a hook');
    const emitted = new Map<string, string>();
    const context = {
      emitFile: ({ fileName, source }: { fileName: string; source: string }) => emitted.set(fileName, source),
    };
    await Reflect.apply(generateBundle, context, []);
    const text = await openCorpusText({
      read: async file => {
        const found = emitted.get(`corpus/brown/${file}`);
        return found === undefined ? null : new TextEncoder().encode(found).buffer;
      },
    });
    expect(text?.name).toBe('Brown corpus');
    expect(await text?.text(57339)).toContain('the figure inside the coral-colored');
  });
});
