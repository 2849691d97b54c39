/** FNV-1a's offset basis and prime, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo). */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a of a name, over its UTF-16 units. Names are short: crossing into native code for a faster hash costs ten
 * times what this does.
 */
export function hashName(name: string): number {
  let hash = BASIS;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), PRIME);
  return hash >>> 0;
}
