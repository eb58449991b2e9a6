import { squaredDistance } from './squared-distance.ts';

/** Rows of a leaf at most. */
const leafRows = 64;

/** The rows nearest to one, as many as are asked for at most, while they are searched for. */
export class NearestRows {
  /** Row numbers, nearest first and of equally near ones the smallest first; behind the last one found `none`. */
  readonly rows: Int32Array;
  /** Squared distances. */
  readonly distances: Float64Array;

  static readonly none = 0x7fff_ffff;

  constructor(count: number) {
    this.rows = new Int32Array(count);
    this.distances = new Float64Array(count);
    this.clear();
  }

  /** Begins anew, for rows whose squared distance is no more than `most`. */
  clear(most = Number.POSITIVE_INFINITY): void {
    this.rows.fill(NearestRows.none);
    this.distances.fill(most);
  }

  /** Distance of the last of them, or the one that was asked for at most. */
  get most(): number {
    return this.distances[this.distances.length - 1]!;
  }

  /** Whether a row of this number, or a later one, would be among them at this distance. */
  wants(row: number, distance: number): boolean {
    const { most } = this;
    return distance < most || (distance === most && row < this.rows[this.rows.length - 1]!);
  }

  offer(row: number, distance: number): void {
    const { rows, distances } = this;
    let at = rows.length;
    for (; at > 0; at--) {
      const before = distances[at - 1]!;
      if (before < distance || (before === distance && rows[at - 1]! < row)) break;
      if (at === rows.length) continue;
      distances[at] = before;
      rows[at] = rows[at - 1]!;
    }
    if (at === rows.length) return;
    distances[at] = distance;
    rows[at] = row;
  }
}

/**
 * Rows in a k-d tree whose nodes know the box around their rows. A search is exact, and quick where rows lie in bunches
 * or few inputs say most; where they fill a space of many inputs evenly it comes down to a look at every row.
 */
export class NeighbourIndex {
  readonly #features: Float32Array;
  readonly #width: number;
  /** Row numbers, those of a leaf together. */
  readonly #order: Int32Array;
  /** Levels of splits above the leaves. */
  readonly #levels: number;
  /** Lowest and highest values of a node's rows: [nodes × 2 × width]; the children of node i are 2i + 1 and 2i + 2. */
  readonly #boxes: Float32Array;
  /** The smallest row number of each node: of many equal rows all but the first can be passed over. */
  readonly #firsts: Int32Array;

  /** `features` is row-major [… × width]; of it the index holds `rows`. */
  constructor(features: Float32Array, width: number, rows: Int32Array) {
    this.#features = features;
    this.#width = width;
    this.#order = rows.slice();
    this.#levels = Math.max(0, Math.ceil(Math.log2(rows.length / leafRows)));
    const nodes = 2 ** (this.#levels + 1) - 1;
    this.#boxes = new Float32Array(2 * width * nodes);
    this.#firsts = new Int32Array(nodes);
    this.#build(0, 0, rows.length, new Float64Array(features.length / width));
  }

  /** Offers to `nearest` what is near to a row of the features, itself left out. */
  search(row: number, nearest: NearestRows): void {
    this.#visit(0, 0, this.#order.length, row, nearest);
  }

  #build(node: number, from: number, to: number, keys: Float64Array): void {
    const rows = this.#order.subarray(from, to);
    this.#firsts[node] = rows.reduce((first, row) => Math.min(first, row), NearestRows.none);
    const input = this.#enclose(node, rows);
    if (this.#isLeaf(node)) return;
    for (const row of rows) keys[row] = this.#features[row * this.#width + input]!;
    rows.sort((a, b) => keys[a]! - keys[b]! || a - b);
    const middle = (from + to) >> 1;
    this.#build(2 * node + 1, from, middle, keys);
    this.#build(2 * node + 2, middle, to, keys);
  }

  /** Puts the box around the rows of a node; the input in which they vary most. */
  #enclose(node: number, rows: Int32Array): number {
    const width = this.#width;
    const start = 2 * width * node;
    let [widest, most] = [0, -1];
    for (let input = 0; input < width; input++) {
      let [low, high, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
      for (const row of rows) {
        const value = this.#features[row * width + input]!;
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        squares += value * value;
      }
      this.#boxes[start + input] = low;
      this.#boxes[start + width + input] = high;
      const spread = squares - (sum * sum) / rows.length;
      if (spread > most) [widest, most] = [input, spread];
    }
    return widest;
  }

  #isLeaf(node: number): boolean {
    return node >= 2 ** this.#levels - 1;
  }

  #visit(node: number, from: number, to: number, row: number, nearest: NearestRows): void {
    if (this.#isLeaf(node)) {
      const [features, width, order] = [this.#features, this.#width, this.#order];
      for (let i = from; i < to; i++) {
        const other = order[i]!;
        if (other === row) continue;
        const distance = squaredDistance(features, row * width, other * width, width, nearest.most);
        if (nearest.wants(other, distance)) nearest.offer(other, distance);
      }
      return;
    }
    const middle = (from + to) >> 1;
    const [left, right] = [2 * node + 1, 2 * node + 2];
    const [toLeft, toRight] = [this.#distanceTo(left, row), this.#distanceTo(right, row)];
    const leftFirst = toLeft <= toRight;
    if (leftFirst && nearest.wants(this.#firsts[left]!, toLeft)) {
      this.#visit(left, from, middle, row, nearest);
    }
    if (nearest.wants(this.#firsts[right]!, toRight)) this.#visit(right, middle, to, row, nearest);
    if (!leftFirst && nearest.wants(this.#firsts[left]!, toLeft)) {
      this.#visit(left, from, middle, row, nearest);
    }
  }

  /**
   * Squared distance from a row to the box of a node. It is summed in the order of `squaredDistance`, so that rounding
   * never makes it more than that to a row within.
   */
  #distanceTo(node: number, row: number): number {
    const [features, width, boxes] = [this.#features, this.#width, this.#boxes];
    const [at, low, high] = [row * width, 2 * width * node, 2 * width * node + width];
    let sum = 0;
    for (let input = 0; input < width; input++) {
      const value = features[at + input]!;
      const below = boxes[low + input]! - value;
      const outside = below > 0 ? below : Math.max(0, value - boxes[high + input]!);
      sum += outside * outside;
    }
    return sum;
  }
}
