/**
 * What a decision threshold is for. A name is maximised; Youden's J is recall plus specificity minus one. Else
 * exactly one of the members is given.
 */
export type ThresholdObjective = 'f1' | 'accuracy' | 'youden' | StatedObjective;

/** An objective with numbers of its own. */
export interface StatedObjective {
  /** What either mistake costs; their sum is made least. */
  readonly cost?: { readonly falseAlarm: number; readonly miss: number } | undefined;
  /** Least precision, at which recall is to be as high as it can. */
  readonly precision?: number | undefined;
  /** Least recall, at which false alarms are to be as few as they can. */
  readonly recall?: number | undefined;
  /** Most calls a day of so many records, among which recall is to be as high as it can. */
  readonly alerts?: { readonly perDay: number; readonly eventsPerDay: number } | undefined;
}

/** The weight of rows by what a threshold makes of them. */
export interface Outcome {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly positives: number;
  readonly negatives: number;
  /** What one positive and one negative row weigh, as far as chance goes; see `rowUnit`. */
  readonly unit: { readonly positive: number; readonly negative: number };
}

/** What an objective makes of an outcome: the first number decides, of equal ones the next; larger is better. */
export type Merit = readonly number[];

/**
 * Whether a bound that an objective sets is kept: `shown` by the rows even if as many more mistakes were made as
 * chance may have spared them, `seen` on these very rows but too few to show it, or `missed` by every threshold.
 * Null for an objective without a bound.
 */
export type BoundKept = 'shown' | 'seen' | 'missed' | null;

const tiers: readonly BoundKept[] = ['missed', 'seen', 'shown'];

/** Whether the outcome keeps the objective's bound. */
export function boundKept(objective: ThresholdObjective, outcome: Outcome): BoundKept {
  const bound = boundOf(objective);
  return bound === undefined ? null : tiers[tierOf(bound, outcome)]!;
}

/** How good an outcome is for an objective. */
export function meritOf(objective: ThresholdObjective, outcome: Outcome): Merit {
  const { hits, falseAlarms, positives, negatives } = outcome;
  if (objective === 'f1') return [(2 * hits) / (hits + falseAlarms + positives)];
  if (objective === 'accuracy') return [(hits + negatives - falseAlarms) / (positives + negatives)];
  if (objective === 'youden') return [hits / positives - falseAlarms / negatives];
  const { cost } = objective;
  if (cost !== undefined) {
    const worst = Math.max(cost.falseAlarm, cost.miss) * (positives + negatives);
    return [-(cost.falseAlarm * falseAlarms + cost.miss * (positives - hits)) / worst];
  }
  const bound = boundOf(objective)!;
  const tier = tierOf(bound, outcome);
  const found = hits / positives;
  const spared = -falseAlarms / negatives;
  // A bound that no threshold keeps is missed by as little as can be.
  const near = tier === 0 ? bound.value(outcome, counted(outcome)) : 0;
  return [tier, near, ...(objective.recall === undefined ? [found, spared] : [spared, found])];
}

/** The weight of rows of each kind that there is, or that may have to be counted. */
interface Counted {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly misses: number;
}

function counted({ hits, falseAlarms, positives }: Outcome): Counted {
  return { hits, falseAlarms, misses: positives - hits };
}

/** A figure that must not be below `least`. */
interface Bound {
  readonly least: number;
  value(outcome: Outcome, counted: Counted): number;
}

function boundOf(objective: ThresholdObjective): Bound | undefined {
  if (typeof objective === 'string') return undefined;
  const { precision, recall, alerts } = objective;
  if (precision !== undefined) {
    const value: Bound['value'] = ({ hits }, { falseAlarms }) => (hits > 0 ? hits / (hits + falseAlarms) : 0);
    return { least: precision, value };
  }
  if (recall !== undefined) {
    return { least: recall, value: ({ positives }, { misses }) => 1 - misses / positives };
  }
  if (alerts !== undefined) {
    const value: Bound['value'] = ({ positives, negatives }, { hits, falseAlarms }) =>
      -(hits + falseAlarms) / (positives + negatives);
    return { least: -alerts.perDay / alerts.eventsPerDay, value };
  }
  return undefined;
}

/** Sums of weights carry rounding errors. */
const rounding = 1e-12;

function tierOf({ least, value }: Bound, outcome: Outcome): 0 | 1 | 2 {
  const plain = counted(outcome);
  if (value(outcome, plain) < least - rounding) return 0;
  const { positive, negative } = outcome.unit;
  const most = {
    hits: atMost(plain.hits, positive),
    falseAlarms: atMost(plain.falseAlarms, negative),
    misses: atMost(plain.misses, positive),
  };
  return value(outcome, most) >= least - rounding ? 2 : 1;
}

/**
 * The largest expected count, in weight, that the counted one is within one standard error of (Wilson's score interval
 * for a Poisson count): one row where none was counted. Of all thresholds that keep a bound on some rows the last one
 * is that which chance was kindest to, so without such a margin new rows break the bound as often as not, and a
 * threshold above a handful of rows would show a precision of 1.
 */
function atMost(weight: number, unit: number): number {
  return weight + unit / 2 + Math.sqrt(unit * weight + (unit * unit) / 4);
}
