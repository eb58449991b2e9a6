/** Texts that tables of this field write for "no value", besides the empty one. */
export const missingTokens: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  'NAN',
  'null',
  'Null',
  'NULL',
  'None',
  '?',
  '-',
  '--',
  '\\N',
];

/** Those that are also good names: a label "None" is a class, not a missing label. */
const words = new Set(['None', '-', '--']);

/** The tokens that can hardly be meant as a value. */
export const certainTokens: readonly string[] = missingTokens.filter((token) => !words.has(token));
