/** SHA-256 of a file's bytes: names a checkpoint in records and proves that a download arrived whole. */

/**
 * Hex digest. Uses the platform where it offers one; pages that are not served securely have none, and take the
 * slower one in JavaScript.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle) return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  const { sha256: digest } = await import('@noble/hashes/sha2.js');
  return hex(digest(bytes));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
