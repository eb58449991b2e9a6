import { type RunReport, verdictWord } from '../report/run-report.ts';
import type { Figures, RunSummary } from './tracker.ts';

/** An epoch, as it comes or as an artifact holds it. */
export interface TrackedEpoch {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss?: number | undefined;
  readonly learningRate?: number | undefined;
}

/** The figures of one epoch of the network that is kept. */
export function epochFigures({ loss, validationLoss, learningRate }: TrackedEpoch): Figures {
  return finite({ loss, validationLoss, learningRate });
}

/** What a run came to: the leaderboard, the chosen candidate out of fold, the holdouts, and the verdict. */
export function runSummary(report: RunReport): RunSummary {
  const { candidates, outOfFold, decisions, holdout, holdouts, seconds } = report;
  return {
    figures: finite({
      ...Object.assign(
        {},
        ...candidates.map(({ name, parameters, seconds: spent, outOfFold: metrics }) =>
          prefixed(`candidates/${name}/`, { ...metrics, parameters, seconds: spent }),
        ),
      ),
      ...prefixed('outOfFold/', outOfFold),
      threshold: decisions[0]!.threshold,
      ...prefixed('holdout/', valuesOf(holdout)),
      ...Object.assign({}, ...holdouts.map((one) => prefixed(`holdouts/${one.name}/`, valuesOf(one)))),
      seconds,
    }),
    tags: {
      run: report.runId,
      chosen: report.chosen,
      verdict: verdictWord(report.verdict),
      bundle: `${report.bundle.path} (version ${report.bundle.version})`,
      holdout: holdout.name,
    },
  };
}

type Values = Readonly<Record<string, number | null | undefined>>;

/** The metrics of a holdout without their intervals. */
function valuesOf({ metrics }: RunReport['holdout']): Values {
  return Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value]));
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}

/** A metric may be undefined for such rows; places for figures take numbers only. */
function finite(values: Values): Figures {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
