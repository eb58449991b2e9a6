import { digits, numbered } from './generate-table.mjs';

const zones = ['north', 'east', 'south', 'west', 'abroad'];

/** Two rows in a hundred are positive. */
export const imbalanced = {
  name: 'imbalanced',
  rows: 20_000,
  classes: ['good', 'fraud'],
  positive: 'fraud',
  columns: [...numbered('number', 14), 'zone', 'channel'],
  law: { shares: [0.98, 0.02], spread: 3 },
  rowMaker(random) {
    const weights = Array.from({ length: 8 }, () => 0.6 * random.normal());
    return () => {
      const numbers = Array.from({ length: 14 }, () => random.normal());
      const zone = random.integer(zones.length);
      const channel = random.integer(3);
      const linear = weights.reduce((sum, weight, at) => sum + weight * numbers[at], 0);
      const pocket = numbers[8] > 0.7 && numbers[9] < -0.2 && zone !== 2 ? 2.5 : 0;
      const abroad = zone === 4 ? Math.abs(numbers[10]) + 0.7 * channel : 0;
      const cells = [...numbers.map((value) => digits(value)), zones[zone], `channel-${channel}`];
      return { cells, scores: [linear + pocket + abroad + numbers[11] * numbers[12]] };
    };
  },
};
