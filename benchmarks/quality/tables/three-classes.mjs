import { digits, numbered } from './generate-table.mjs';

const shapes = ['round', 'flat', 'long', 'bent'];

/** Three classes, told apart by nine numbers and a category. */
export const threeClasses = {
  name: 'three-classes',
  rows: 6000,
  classes: ['low', 'middle', 'high'],
  columns: [...numbered('number', 9), 'shape'],
  law: { shares: [0.5, 0.3, 0.2], spread: 3 },
  rowMaker: (random) => () => {
    const numbers = Array.from({ length: 9 }, () => random.normal());
    const shape = random.integer(shapes.length);
    const [a, b, c, d, e, f, g] = numbers;
    const middle = a + b * c - Math.abs(d) + (shape === 1 ? 1 : 0) + Math.sin(3 * e);
    const high = 1.5 * a - 0.8 * f + (g > 0.8 ? 1.5 : 0) + (shape === 3 ? b : 0);
    return { cells: [...numbers.map((value) => digits(value)), shapes[shape]], scores: [middle, high] };
  },
};
