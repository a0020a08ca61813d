/** Files that are no text, told by their first bytes. */

interface Signature {
  readonly bytes: readonly number[];
  readonly kind: string;
}

const ascii = (text: string) => [...text].map(character => character.charCodeAt(0));
const ZIP = 'a ZIP archive, as .xlsx, .docx and .epub files are';
const OFFICE = 'an Office document of the old kind (.xls, .doc)';

const SIGNATURES: readonly Signature[] = [
  { bytes: ascii('PK\x03\x04'), kind: ZIP },
  { bytes: ascii('PK\x05\x06'), kind: ZIP },
  { bytes: ascii('%PDF-'), kind: 'a PDF document' },
  { bytes: ascii('{\\rtf'), kind: 'a rich text document (.rtf)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], kind: OFFICE },
  { bytes: [0x89, ...ascii('PNG\r\n\x1a\n')], kind: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], kind: 'a JPEG picture' },
  { bytes: ascii('GIF87a'), kind: 'a GIF picture' },
  { bytes: ascii('GIF89a'), kind: 'a GIF picture' },
  { bytes: [0x1f, 0x8b], kind: 'a gzip archive' },
  { bytes: [0xfd, ...ascii('7zXZ\0')], kind: 'an xz archive' },
  { bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c], kind: 'a 7z archive' },
  { bytes: ascii('Rar!\x1a\x07'), kind: 'a RAR archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: 'a Zstandard archive' },
  { bytes: ascii('SQLite format 3\0'), kind: 'an SQLite database' },
  { bytes: ascii('PAR1\x15'), kind: 'a Parquet file' },
  { bytes: ascii('ARROW1\0\0'), kind: 'an Arrow file' },
  { bytes: [0x93, ...ascii('NUMPY')], kind: 'a NumPy array' },
  { bytes: [0xff, 0xfe, 0, 0], kind: 'text in UTF-32' },
  { bytes: [0, 0, 0xfe, 0xff], kind: 'text in UTF-32' },
];

/** What a file is that begins with these bytes; null where it may be text. */
export function signatureOf(beginning: Uint8Array): string | null {
  const found = SIGNATURES.find(({ bytes }) => bytes.every((byte, at) => beginning[at] === byte));
  return found?.kind ?? null;
}
