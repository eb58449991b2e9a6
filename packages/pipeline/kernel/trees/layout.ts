/**
 * Where everything lies: words in the first page, each a count or an address, which the host writes in the order in
 * which they stand here (`tree-kernel.ts` has the same list). Nothing here allocates.
 */
const words: usize = 64;

/** Rows to learn from; those that are only watched come after them. */
export function trained(): i32 {
  return load<i32>(words);
}

/** Logits of a row. */
export function outputs(): i32 {
  return load<i32>(words, 4);
}

/** Columns of cells. */
export function columns(): i32 {
  return load<i32>(words, 8);
}

/** Bytes of one histogram. */
export function histogramBytes(): usize {
  return load<usize>(words, 12);
}

/** Levels whose histograms are kept, so that those of the next come out by subtraction. */
export function keptLevels(): i32 {
  return load<i32>(words, 16);
}

/** Bytes, row-major [rows × columns]: the bin of each cell. */
export function cells(): usize {
  return load<usize>(words, 20);
}

/** i32 [trained]: 1 for the positive class of two, else the class number. */
export function targets(): usize {
  return load<usize>(words, 24);
}

/** f32 [trained]. */
export function weights(): usize {
  return load<usize>(words, 28);
}

/** f64 [rows × outputs]. */
export function logits(): usize {
  return load<usize>(words, 32);
}

/** Pairs of f64 [trained × outputs]: what the loss falls by where a logit rises, and its second derivative. */
export function gradients(): usize {
  return load<usize>(words, 36);
}

/** i32 [trained]: the drawn rows, leaf by leaf. */
export function order(): usize {
  return load<usize>(words, 40);
}

/** i32 [trained], for rows that are being moved. */
export function aside(): usize {
  return load<usize>(words, 44);
}

/** u16 [rows]: the leaf of each row. */
export function leaves(): usize {
  return load<usize>(words, 48);
}

/** Four i32 a column: where its bins begin in a histogram, in bytes; its splits; its kind; how logits may go along it. */
export function facts(): usize {
  return load<usize>(words, 52);
}

/** i32 [columns]: those that a level chooses among. */
export function active(): usize {
  return load<usize>(words, 56);
}

/** Histograms, one a leaf: pairs of f64 [bins × outputs], the sums of the gradients of its drawn rows. */
export function histograms(): usize {
  return load<usize>(words, 60);
}

/** Pairs of f64, laid out as the bins of one output: the score of each split with missing values on side 0 and on side 1. */
export function scores(): usize {
  return load<usize>(words, 64);
}

/** Pairs of i32, one a leaf: where its rows begin in `order`, and how many there are. */
export function spans(): usize {
  return load<usize>(words, 68);
}

/** u16 [depth × 256]: the bit that a row with a cell in this bin gets at this level. */
export function sides(): usize {
  return load<usize>(words, 72);
}

/** Three i32 a level: column, split within it, side of missing values. */
export function tree(): usize {
  return load<usize>(words, 76);
}

/** f64 [depth]: by how much each level raises the score. */
export function gains(): usize {
  return load<usize>(words, 80);
}

/** Pairs of f64 [leaves × outputs]: the sums of the gradients of all rows to learn from. */
export function sums(): usize {
  return load<usize>(words, 84);
}

/** f64 [leaves × outputs]: what each leaf adds to the logits. */
export function values(): usize {
  return load<usize>(words, 88);
}

/** Pairs of f64 [outputs]: the sums of a leaf. */
export function total(): usize {
  return load<usize>(words, 92);
}

/** Pairs of f64 [outputs]: the sums of a leaf's rows below a border. */
export function below(): usize {
  return load<usize>(words, 96);
}

/** A column's splits are one value against the rest, not borders. */
export const oneAgainstRest: i32 = 1;
/** Rows to learn from have missing values in a column. */
export const mayBeMissing: i32 = 2;

export function factsOf(column: i32): usize {
  return facts() + ((<usize>column) << 4);
}

export function activeAt(place: i32): i32 {
  return load<i32>(active() + ((<usize>place) << 2));
}

export function histogramOf(leaf: i32): usize {
  return histograms() + <usize>leaf * histogramBytes();
}

export function startOf(leaf: i32): i32 {
  return load<i32>(spans() + ((<usize>leaf) << 3));
}

export function rowsOf(leaf: i32): i32 {
  return load<i32>(spans() + ((<usize>leaf) << 3), 4);
}

export function setSpan(leaf: i32, start: i32, rows: i32): void {
  store<i32>(spans() + ((<usize>leaf) << 3), start);
  store<i32>(spans() + ((<usize>leaf) << 3), rows, 4);
}
