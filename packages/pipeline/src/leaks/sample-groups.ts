import { createRandom } from '@rampart/core/internal';

/**
 * Rows of whole groups drawn at random, rising, at most `most` of them: single rows drawn would leave groups torn, and
 * fewer repeated rows than the table has. A group larger than what is still to be drawn is passed over.
 */
export function sampleGroups(groups: Int32Array, most: number): Uint32Array {
  const all = Uint32Array.from(groups.keys());
  if (groups.length <= most) return all;
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const order = createRandom(1).shuffle(Int32Array.from(sizes.keys()));
  const drawn = new Set<number>();
  let rows = 0;
  for (const group of order) {
    const size = sizes.get(group)!;
    if (rows + size > most) continue;
    drawn.add(group);
    rows += size;
  }
  return all.filter((row) => drawn.has(groups[row]!));
}
