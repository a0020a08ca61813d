import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
const files = ['panels', 'app'].flatMap(folder =>
  readdirSync(join(source, folder))
    .filter(name => name.endsWith('.tsx'))
    .map(name => join(folder, name)),
);

it.each(files)(
  'what is data in %s is left alone by translators: words, addresses, figures, numbers',
  file => {
    const text = readFileSync(join(source, file), 'utf8');
    const tags =
      text.match(
        /<(?:bdi|code|textarea)\b[^>]*>|<div\b[^>]*figure[^>]*>|<td\b[^>]*className="number[^>]*>/g,
      ) ?? [];
    expect(tags.filter(tag => !tag.includes('translate="no"'))).toEqual([]);
  },
);
