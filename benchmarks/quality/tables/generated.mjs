import { correlatedBands } from './correlated-bands.mjs';
import { imbalanced } from './imbalanced.mjs';
import { manyNumbers } from './many-numbers.mjs';
import { rules } from './rules.mjs';
import { textCategories } from './text-categories.mjs';
import { threeClasses } from './three-classes.mjs';
import { traffic } from './traffic.mjs';
import { wordCounts } from './word-counts.mjs';

/** The kinds of tables that are made here, for `--table generated:<name>`. */
export const generated = [
  wordCounts,
  correlatedBands,
  manyNumbers,
  textCategories,
  rules,
  traffic,
  imbalanced,
  threeClasses,
];
