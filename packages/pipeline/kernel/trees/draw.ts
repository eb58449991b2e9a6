import { active, columns, order, trained } from './layout';
import { bits } from './random';

/** Draws each row to learn from with the probability `share`; all where that leaves none. Returns how many there are. */
export function drawRows(share: f64): i32 {
  const count = trained();
  let to = order();
  if (share < 1) {
    const limit = share * 4294967296;
    for (let row = 0; row < count; row++) {
      store<i32>(to, row);
      to += <f64>bits() < limit ? 4 : 0;
    }
  }
  const drawn = <i32>((to - order()) >> 2);
  if (drawn > 0) return drawn;
  for (let row = 0; row < count; row++) store<i32>(order() + ((<usize>row) << 2), row);
  return count;
}

/** Draws so many columns, in their order. */
export function drawColumns(count: i32): void {
  const all = columns();
  let drawn = 0;
  for (let column = 0; drawn < count; column++) {
    // Every choice is as likely as any other (Knuth's algorithm S).
    const left = all - column;
    if (left > count - drawn && <f64>bits() * <f64>left >= <f64>(count - drawn) * 4294967296) continue;
    store<i32>(active() + ((<usize>drawn) << 2), column);
    drawn++;
  }
}
