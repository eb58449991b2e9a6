import { digits, numbered } from './generate-table.mjs';

/** 120 numbers of which 20 tell something, alone or in pairs; 20 more are noisy copies of those and the rest is noise. */
export const manyNumbers = {
  name: 'many-numbers',
  rows: 6000,
  classes: ['no', 'yes'],
  positive: 'yes',
  columns: numbered('number', 120),
  law: { shares: [0.55, 0.45], spread: 3.5 },
  rowMaker(random) {
    const weights = Array.from({ length: 20 }, () => random.normal());
    const order = random.shuffle(Array.from({ length: 120 }, (_, at) => at));
    return () => {
      const told = weights.map(() => random.normal());
      const copies = told.map((value) => value + 0.7 * random.normal());
      const noise = Array.from({ length: 80 }, () => random.normal());
      const all = [...told, ...copies, ...noise];
      const linear = weights.slice(0, 10).reduce((sum, weight, at) => sum + weight * told[at], 0);
      const pairs = told[10] * told[11] + told[12] * told[13] + Math.abs(told[14]) * weights[14];
      const bent = 1.5 * Math.sin(2 * told[15]) + (told[16] > 0.5 && told[17] < 0 ? 2 : 0);
      const deep = told[18] > 0 ? told[19] : -told[0];
      return { cells: order.map((at) => digits(all[at])), scores: [linear + 1.5 * pairs + bent + deep] };
    };
  },
};
