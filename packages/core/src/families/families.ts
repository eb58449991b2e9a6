import type { Family } from './family.ts';
import { networkFamily } from './network/network-family.ts';
import { treesFamily } from './trees/trees-family.ts';

/** Every family. A member that names none is of the first one. */
export const families: readonly Family[] = [networkFamily, treesFamily];
