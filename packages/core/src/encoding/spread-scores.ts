import type { Signature } from '../bundle/manifest.ts';

/**
 * Writes the probability of every class of one row to `probabilities[at…]`, of what a model gives for it from
 * `scores[from]` on: one output is the probability of the positive class. Throws a TypeError for another number of outputs.
 */
export function spreadScores(
  { classes, positive }: Pick<Signature, 'classes' | 'positive'>,
  scores: ArrayLike<number>,
  outputs: number,
  from: number,
  probabilities: Float64Array,
  at: number,
): void {
  if (outputs === classes.length) {
    for (let k = 0; k < outputs; k++) probabilities[at + k] = scores[from + k]!;
  } else if (outputs === 1 && classes.length === 2 && positive !== null) {
    const score = scores[from]!;
    probabilities[at + positive] = score;
    probabilities[at + 1 - positive] = 1 - score;
  } else throw new TypeError(`the model has ${outputs} outputs for ${classes.length} classes`);
}
