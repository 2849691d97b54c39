/** FNV-1a's offset basis and prime, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo). */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * A hash of a name whose lowest bits are as good as chance: FNV-1a over its UTF-16 units, mixed by the last steps of
 * MurmurHash3 (A. Appleby), without which ids that differ in one digit share slots too often.
 *
 * Names are short: crossing into native code for a faster hash costs ten times what this does.
 */
export function hashName(name: string): number {
  let hash = BASIS;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
