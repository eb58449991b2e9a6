import {
  type Cell,
  decisionFinder,
  type Decision,
  featureGroupsOf,
  groupsPresent,
  type ModelPackage,
  type Problem,
} from '@rampart/core/portable';
import { decide, type ExpectedQuality, type Prediction } from './prediction.ts';

/** What comes of probabilities: a prediction, or why there is none. */
export type Decided = { readonly prediction: Prediction } | { readonly problems: readonly Problem[] };

/** Makes predictions of probabilities, by the feature groups that rows have. */
export interface Decider {
  /** Names of the feature groups that a typed row has, in the order of the schema. */
  groupsOf(row: Readonly<Record<string, Cell>>): readonly string[];
  /** The prediction for one row's probabilities, one a class; what is no number is a problem and never a verdict. */
  decide(probabilities: ArrayLike<number>, groups: readonly string[]): Decided;
}

const notANumber: Problem = {
  where: 'the record',
  expected: 'numbers that the model can compute with',
  received: 'some so large that no probability comes out',
};

/** The decider of a model. */
export function createDecider({
  schema,
  signature,
  decisions,
}: Pick<ModelPackage, 'schema' | 'signature' | 'decisions'>): Decider {
  const featureGroups = featureGroupsOf(schema);
  const find = decisionFinder(decisions);
  const qualities = new Map(decisions.map((decision) => [decision, qualityOf(decision)]));
  return {
    groupsOf(row) {
      const present = groupsPresent(featureGroups, row);
      return featureGroups.flatMap(({ name }, i) => (present[i] ? [name] : []));
    },
    decide(probabilities, groups) {
      for (let k = 0; k < signature.classes.length; k++) {
        if (!Number.isFinite(probabilities[k])) return { problems: [notANumber] };
      }
      const decision = find(groups);
      const prediction = decide(probabilities, signature, decision);
      if (featureGroups.length === 0) return { prediction };
      // That of complete rows stands in for one that is not there; its quality would flatter.
      const own = decision.groups.length === groups.length;
      return {
        prediction: { ...prediction, subset: groups, ...(own && { expected: qualities.get(decision)! }) },
      };
    },
  };
}

function qualityOf({ expected }: Decision): ExpectedQuality {
  const { accuracy, precision, recall, f1, logLoss, ece } = expected;
  return { error: accuracy === null ? null : 1 - accuracy, precision, recall, f1, logLoss, ece };
}
