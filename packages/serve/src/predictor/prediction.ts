import type { Decision, ReviewBand, Signature } from '@rampart/core/portable';

/** What a model says about one record. */
export interface Prediction {
  /** The class it chooses: the positive one where its probability reaches the threshold, else the likeliest. */
  readonly label: string;
  /** Probability of the positive class; that of `label` where no class is positive. */
  readonly score: number;
  /** Probability of every class by its name; they add up to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** Whether a person should look at the record, its probability being in the model's review band; left out without one. */
  readonly review?: boolean;
  /**
   * Categorical features whose value the model has not learned: it was not in the training rows, or too rarely. Left out
   * where there is none.
   */
  readonly unseen?: readonly string[];
  /** Names of the feature groups that the record has, where the schema has any. */
  readonly subset?: readonly string[];
  /** How good the model is on records with these groups and no others, measured when it was made. */
  readonly expected?: ExpectedQuality;
}

/** Quality of a model out of fold; null where it is not defined. */
export interface ExpectedQuality {
  /** Share of records that are given the wrong class. */
  readonly error: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Mean of -ln of the probability that the true class is given. */
  readonly logLoss: number | null;
  /** Expected calibration error. */
  readonly ece: number | null;
}

/** The prediction for one row of probabilities, one per class in the order of the signature's classes. */
export function decide(
  probabilities: ArrayLike<number>,
  { classes, positive }: Pick<Signature, 'classes' | 'positive'>,
  { threshold, review }: Pick<Decision, 'threshold' | 'review'>,
): Prediction {
  const binary = positive !== null && classes.length === 2;
  const chosen = binary
    ? probabilities[positive]! >= threshold
      ? positive
      : 1 - positive
    : likeliest(probabilities, classes.length);
  return {
    label: classes[chosen]!,
    score: probabilities[positive ?? chosen]!,
    probabilities: Object.fromEntries(classes.map((name, k) => [name, probabilities[k]!])),
    ...(review && { review: isWithin(review, probabilities[binary ? positive : chosen]!) }),
  };
}

function isWithin([low, high]: ReviewBand, probability: number): boolean {
  return probability >= low && probability <= high;
}

function likeliest(probabilities: ArrayLike<number>, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (probabilities[k]! > probabilities[best]!) best = k;
  return best;
}
