/** Hashes that choose samples. They are the same everywhere, so that every part of a corpus chooses alike. */

/** 32 bits of a text: FNV-1a over its UTF-16 code units, then mixed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** 32 bits of two numbers of 32 bits. */
export function hashPair(a: number, b: number): number {
  return mix(Math.imul(mix(a), 0x9e3779b1) ^ b);
}

/** MurmurHash3's finaliser: each bit of the input moves half of the output's. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
