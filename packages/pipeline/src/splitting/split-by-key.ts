import { type Cell, type ColumnData, RampartError } from '@rampart/core';
import { counted, sha256 } from '@rampart/core/internal';

/**
 * Whether rows with this key are held out: for about `fraction` of all keys. It depends on the key and the seed
 * alone, so that the answer stays when rows come and go.
 */
export function isKeyHeldOut(key: Cell, fraction: number, seed: number): boolean {
  // 48 bits of the digest as a share of 1.
  return Number.parseInt(sha256(`${seed} ${String(key)}`).slice(0, 12), 16) / 2 ** 48 < fraction;
}

/** 1 for each row whose key is held out. Throws RampartError('data') where all keys fall on one side. */
export function splitByKey(keys: ColumnData, fraction: number, seed: number): Uint8Array {
  const sideOf = new Map<Cell, number>();
  const held = Uint8Array.from<Cell>(keys, (key) => {
    let side = sideOf.get(key);
    if (side === undefined) sideOf.set(key, (side = isKeyHeldOut(key, fraction, seed) ? 1 : 0));
    return side;
  });
  if (new Set(sideOf.values()).size < 2) {
    throw new RampartError('data', {
      where: '`split.by: key`',
      expected: 'keys on both sides',
      received: `${counted(sideOf.size, 'key')}, ${held[0] === 1 ? 'all' : 'none'} of them held out`,
      fix: 'Choose a column with more values, another `split.holdout` or another seed.',
    });
  }
  return held;
}
