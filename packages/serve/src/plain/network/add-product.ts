// Room for `addProduct` alone, which never runs inside itself.
let starts = new Int32Array(512);
let values = new Float64Array(512);

/**
 * Adds the product of a row [inputs] and a matrix, row-major [inputs × units], to `sums` [units]. Inputs of 0, which
 * one-hot columns and ReLU are full of, cost nothing.
 */
export function addProduct(row: Float32Array | Float64Array, matrix: Float32Array, sums: Float64Array): void {
  const units = sums.length;
  if (units < 4) {
    addFew(row, matrix, sums);
    return;
  }
  if (row.length > starts.length) {
    starts = new Int32Array(row.length);
    values = new Float64Array(row.length);
  }
  let count = 0;
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!;
    if (value === 0) continue;
    starts[count] = i * units;
    values[count++] = value;
  }
  addMany(count, matrix, sums);
}

/** For an output layer, whose products are too short to gain by skipping: unit after unit. */
function addFew(row: Float32Array | Float64Array, matrix: Float32Array, sums: Float64Array): void {
  const units = sums.length;
  for (let u = 0; u < units; u++) {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += row[i]! * matrix[i * units + u]!;
    sums[u]! += sum;
  }
}

/** Four inputs at a time: a sum is read and written once for all of them. */
function addMany(count: number, matrix: Float32Array, sums: Float64Array): void {
  const units = sums.length;
  let at = 0;
  for (; at + 4 <= count; at += 4) {
    const p = starts[at]!;
    const q = starts[at + 1]!;
    const r = starts[at + 2]!;
    const s = starts[at + 3]!;
    const a = values[at]!;
    const b = values[at + 1]!;
    const c = values[at + 2]!;
    const d = values[at + 3]!;
    for (let u = 0; u < units; u++) {
      sums[u]! += a * matrix[p + u]! + b * matrix[q + u]! + c * matrix[r + u]! + d * matrix[s + u]!;
    }
  }
  for (; at < count; at++) {
    const start = starts[at]!;
    const value = values[at]!;
    for (let u = 0; u < units; u++) sums[u]! += value * matrix[start + u]!;
  }
}
