import type { MonotoneMap } from '@rampart/core/tensor';

/** Blocks of a map: enough for any shape that shows in thousands of rows, few enough to stay small in the model. */
const mostBlocks = 32;
/** Blocks nearer to each other, in logits, would have one edge in float32. */
const leastGap = 1e-3;
/** How much twice the log-likelihood must gain by two levels instead of one (Akaike's criterion, one number more). */
const leastEvidence = 2;
/** How far, in log-odds, the outermost rows may be from the level of their block. */
const outermost = 1;

/** Neighbouring rows by logit, whose share of positives is the isotonic estimate for all of them. */
export interface Block {
  readonly weight: number;
  /** Weight of the positives. */
  readonly positive: number;
  /** Weighted sum of the logits. */
  readonly sum: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Isotonic regression of binary targets on logits: the blocks in which the weighted share of positives never falls, lowest
 * logit first (pool adjacent violators). Rows of equal logit are one block at least; rows without weight are none.
 */
export function poolAdjacentViolators(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Block[] {
  const order = Int32Array.from({ length: logits.length }, (_, row) => row)
    .filter((row) => (weights?.[row] ?? 1) > 0)
    .sort((a, b) => logits[a]! - logits[b]!);
  const blocks: Block[] = [];
  for (let at = 0; at < order.length; ) {
    const logit = logits[order[at]!]!;
    let block: Block = { weight: 0, positive: 0, sum: 0, low: logit, high: logit };
    for (; at < order.length && logits[order[at]!] === logit; at++) {
      const weight = weights?.[order[at]!] ?? 1;
      block = merge(block, {
        ...block,
        weight,
        positive: weight * targets[order[at]!]!,
        sum: weight * logit,
      });
    }
    // Crosswise, so that shares that are equal are found equal.
    while (
      blocks.length > 0 &&
      blocks.at(-1)!.positive * block.weight >= block.positive * blocks.at(-1)!.weight
    ) {
      block = merge(blocks.pop()!, block);
    }
    blocks.push(block);
  }
  return blocks;
}

/**
 * The monotone map from logit to logit that isotonic regression stands for; null where it finds no more than one level.
 * Each block becomes one knot at its mean logit, with straight lines between (centred isotonic regression, Oron and
 * Flournoy, 2017), which keeps the order of the rows where steps would make them equal; the first and the last row have
 * knots too, a little further out than their blocks. A block of one class only gets the probability that half a row more
 * of either class would give, so that nothing is certain.
 */
export function fitIsotonic(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): MonotoneMap | null {
  const row = meanWeight(logits.length, weights);
  const blocks = withoutChance(poolAdjacentViolators(logits, targets, weights), row);
  if (blocks.length < 2) return null;
  const shares = blocks.map(({ positive, weight }) => positive / weight);
  const last = shares.length - 1;
  shares[0] = Math.min(shares[1]!, uncertain(blocks[0]!, row));
  shares[last] = Math.max(shares[last - 1]!, uncertain(blocks[last]!, row));
  const edges = blocks.map(centre);
  const values = shares.map((share) => Math.log(share / (1 - share)));
  const [before, after] = [edges[0]! - blocks[0]!.low, blocks[last]!.high - edges[last]!];
  if (before > leastGap) {
    edges.unshift(blocks[0]!.low);
    values.unshift(values[0]! - Math.min(before, outermost));
  }
  if (after > leastGap) {
    edges.push(blocks[last]!.high);
    values.push(values.at(-1)! + Math.min(after, outermost));
  }
  return { edges, values };
}

/** The share of positives, as if half a row more of either class had been there where only one was. */
function uncertain({ positive, weight }: Block, row: number): number {
  const share = positive / weight;
  return share > 0 && share < 1 ? share : (positive + row / 2) / (weight + row);
}

function merge(one: Block, other: Block): Block {
  return {
    weight: one.weight + other.weight,
    positive: one.positive + other.positive,
    sum: one.sum + other.sum,
    low: Math.min(one.low, other.low),
    high: Math.max(one.high, other.high),
  };
}

/** Merges neighbours, those that differ least first, until every difference is more than chance makes of equal ones. */
function withoutChance(blocks: readonly Block[], row: number): Block[] {
  const few = [...blocks];
  for (;;) {
    let at = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < few.length; i++) {
      const [one, other] = [few[i]!, few[i + 1]!];
      const difference = centre(other) - centre(one) < leastGap ? 0 : evidence(one, other) / row;
      if (difference < least) [at, least] = [i, difference];
    }
    if (at < 0 || (few.length <= mostBlocks && least >= leastEvidence)) return few;
    few.splice(at, 2, merge(few[at]!, few[at + 1]!));
  }
}

function centre({ sum, weight }: Block): number {
  return sum / weight;
}

/** Twice the weighted log-likelihood that two blocks gain by having a share each. */
function evidence(one: Block, other: Block): number {
  return 2 * (likelihood(one) + likelihood(other) - likelihood(merge(one, other)));
}

function likelihood({ positive, weight }: Block): number {
  const negative = weight - positive;
  const part = (mass: number) => (mass > 0 ? mass * Math.log(mass / weight) : 0);
  return part(positive) + part(negative);
}

/** The mean weight of the rows that have any: what one row weighs. */
function meanWeight(rows: number, weights?: ArrayLike<number>): number {
  if (weights === undefined) return 1;
  let [sum, count] = [0, 0];
  for (let row = 0; row < rows; row++) {
    sum += weights[row]!;
    if (weights[row]! > 0) count++;
  }
  return sum / count;
}
