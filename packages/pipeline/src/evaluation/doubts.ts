import type { Config, Metrics } from '@rampart/core';
import { counted } from '@rampart/core/internal';
import type { PriorGain } from '../training/selection/prior.ts';
import type { ModelEvaluationArtifact } from './stage.ts';

/** What tells a model that is of use from one that is not. */
export interface Usefulness {
  readonly classes: readonly string[];
  /** The candidate out of fold, and what it saves over the constant prior there. */
  readonly outOfFold: Metrics;
  readonly gain: PriorGain;
  /** The candidate on the deciding holdout. */
  readonly evaluation: Pick<ModelEvaluationArtifact, 'metrics' | 'prior' | 'support'>;
}

/** Standard errors that a saving must exceed: one that is none exceeds them once in twenty times. */
const beyondChance = 1.645;

/**
 * Why a model must not go into production, whatever is there: it is no better than always saying the same, or its
 * holdout has too few rows to tell. Each reason names the setting that lets it pass.
 */
export function doubts(
  { classes, outOfFold, gain, evaluation }: Usefulness,
  {
    beatPrior,
    minimumRows,
    minimumPerClass,
  }: Pick<Config['evaluation'], 'beatPrior' | 'minimumRows' | 'minimumPerClass'>,
): string[] {
  const { prior, support } = evaluation;
  const rows = support.reduce((sum, count) => sum + count, 0);
  const few = support.flatMap((count, label) =>
    count < minimumPerClass ? [`${count} of class ${classes[label]}`] : [],
  );
  const worse = beatPrior
    ? [
        ...(gain.logLoss > beyondChance * gain.standardError
          ? []
          : [
              `out of fold its log-loss is ${show(outOfFold.logLoss)}, that of the prior ${show((outOfFold.logLoss ?? Number.NaN) + gain.logLoss)} (difference ± ${show(gain.standardError)})`,
            ]),
        ...(evaluation.metrics.logLoss.value! < prior.logLoss!
          ? []
          : [
              `on the holdout its log-loss is ${show(evaluation.metrics.logLoss.value)}, that of the prior ${show(prior.logLoss)}`,
            ]),
      ]
    : [];
  return [
    ...(worse.length === 0
      ? []
      : [`it is no better than always saying ${prior.says}: ${worse.join('; ')} (\`evaluation.beatPrior\`)`]),
    ...(rows < minimumRows
      ? [
          `the holdout has ${counted(rows, 'row')} with weight, too few to judge by: at least ${minimumRows} are needed (\`evaluation.minimumRows\`)`,
        ]
      : []),
    ...(few.length > 0
      ? [
          `the holdout has too few rows with weight to judge by: ${few.join(', ')}, at least ${minimumPerClass} of each class are needed (\`evaluation.minimumPerClass\`)`,
        ]
      : []),
  ];
}

function show(value: number | null): string {
  if (value === null) return 'undefined';
  return value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(2) : value.toFixed(4);
}
