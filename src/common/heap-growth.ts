import { setFlagsFromString } from 'node:v8';

/** How much the old generation may grow, in percent of what survived, before it is collected again. */
const GROWTH_PERCENT = 50;

/**
 * Has V8 collect before garbage outweighs what lives. Left to itself it lets a busy heap grow to a multiple of that,
 * by the memory of the machine, not by what this process was given (docs/proofs.md has the figures). Called by programs,
 * before they serve anybody.
 */
export function boundHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
