/** What a model says about one record. */
export interface Prediction {
  /** The class it chooses: the positive one where its probability reaches the threshold, else the likeliest. */
  readonly label: string;
  /** Probability of the positive class; that of `label` where no class is positive. */
  readonly score: number;
  /** Probability of every class by its name; they add up to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** How probabilities become a decision. */
export interface Decision {
  readonly classes: readonly string[];
  readonly positive: number | null;
  readonly threshold: number;
}

/** The prediction for one row of probabilities, one per class in the order of `classes`. */
export function decide(
  probabilities: ArrayLike<number>,
  { classes, positive, threshold }: Decision,
): Prediction {
  const chosen =
    positive !== null && classes.length === 2
      ? probabilities[positive]! >= threshold
        ? positive
        : 1 - positive
      : likeliest(probabilities, classes.length);
  return {
    label: classes[chosen]!,
    score: probabilities[positive ?? chosen]!,
    probabilities: Object.fromEntries(classes.map((name, k) => [name, probabilities[k]!])),
  };
}

function likeliest(probabilities: ArrayLike<number>, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (probabilities[k]! > probabilities[best]!) best = k;
  return best;
}
