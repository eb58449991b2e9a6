import {
  atPrevalence,
  chooseThreshold,
  type Config,
  RampartError,
  type Scored,
  type ThresholdChoice,
} from '@rampart/core';
import { statedPrevalence } from '@rampart/core/internal';

/** The settings that turn logits into decisions. */
export type DecisionSettings = Pick<
  Config['training'],
  'calibration' | 'prevalence' | 'threshold' | 'review'
>;

/**
 * Throws a RampartError('config') where the settings ask for what only two classes with a positive one have: a stated
 * objective of the threshold, a prevalence.
 */
export function requireDecidable(
  settings: DecisionSettings,
  { classes, positive }: { readonly classes: number; readonly positive: number | null },
): void {
  if (classes === 2 && positive !== null) return;
  const asked = [
    ...(typeof settings.threshold === 'string' ? [] : [{ name: 'threshold', value: settings.threshold }]),
    ...(settings.prevalence === undefined ? [] : [{ name: 'prevalence', value: settings.prevalence }]),
  ];
  if (asked.length === 0) return;
  throw new RampartError(
    'config',
    asked.map(({ name, value }) => ({
      where: `\`training.${name}\``,
      expected: 'nothing, unless the target has two classes of which one is declared positive',
      received: JSON.stringify(value),
      fix: 'Declare `positive` at the target of the schema, or leave the setting out.',
    })),
  );
}

/**
 * The threshold that serves the objective best, for probabilities of two classes as the model will give them, row-major
 * [rows × 2]. `likely` are the same before they were corrected from the positive share in training (`prior`) to the stated
 * prevalence. 0.5 without a positive class.
 */
export function decideThreshold(
  scored: Scored,
  likely: Float64Array,
  prior: number | null,
  settings: DecisionSettings,
): ThresholdChoice {
  const { classes, positive, weights } = scored;
  if (classes !== 2 || positive === null) return { threshold: 0.5, bound: null };
  const objective = settings.threshold;
  const rows = isBound(objective) ? scored : expectedOutcomes(scored, positive, likely, weights);
  return chooseThreshold(atPrevalence(rows, statedPrevalence(settings), prior), objective);
}

/**
 * A bound must hold for the rows that come, whose labels owe nothing to our probabilities: it is judged by the labels,
 * with a margin for chance (`BoundKept`). What is only to be as good as can be has no bound that chance could break,
 * and is better judged by expected outcomes.
 */
function isBound(objective: DecisionSettings['threshold']): boolean {
  return typeof objective !== 'string' && objective.cost === undefined;
}

/**
 * Every row twice, as positive with its probability for a weight and as negative with the rest. The threshold that
 * is best for these expected outcomes varies much less than the best for the labels themselves: where many rows
 * share one feature vector a handful of groups decides the latter (on the phishing table at a cost of 0.3 % accuracy).
 */
function expectedOutcomes(
  { probabilities }: Scored,
  positive: number,
  likely: Float64Array,
  weights?: ArrayLike<number>,
): Scored {
  const rows = probabilities.length / 2;
  const twice = new Float64Array(2 * probabilities.length);
  twice.set(probabilities);
  twice.set(probabilities, probabilities.length);
  return {
    labels: Int32Array.from({ length: 2 * rows }, (_, i) => (i < rows ? positive : 1 - positive)),
    probabilities: twice,
    classes: 2,
    positive,
    weights: Float64Array.from({ length: 2 * rows }, (_, i) => {
      const row = i % rows;
      return (weights?.[row] ?? 1) * likely[2 * row + (i < rows ? positive : 1 - positive)]!;
    }),
  };
}
