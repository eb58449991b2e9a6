import { digits, numbered } from './generate-table.mjs';

/** Rules over 12 columns, of which the first that holds decides; one label in 20 is wrong. */
export const rules = {
  name: 'rules',
  rows: 8000,
  classes: ['no', 'yes'],
  positive: 'yes',
  columns: [...numbered('number', 8), ...numbered('level', 4)],
  rowMaker: (random) => () => {
    const numbers = Array.from({ length: 8 }, () => digits(random.next(), 4));
    const levels = Array.from({ length: 4 }, () => random.integer(6));
    const yes = decide(numbers, levels);
    return { cells: [...numbers, ...levels], shares: yes ? [0.05, 0.95] : [0.95, 0.05] };
  },
};

function decide([a, b, c, d, e, f, g], [p, q, r]) {
  if (a > 0.6 && b < 0.5 && p !== 2) return true;
  if (c < 0.3 && q >= 4) return false;
  if (d > 0.25 && d < 0.55 && e > 0.4) return r !== 0;
  if (f > 0.8) return p < 3;
  if (g < 0.35 && (q === 1 || q === 3)) return true;
  if (a < 0.2 && c > 0.5 && e < 0.7) return true;
  return p === 5 && b > 0.3;
}
