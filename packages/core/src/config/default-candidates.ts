/** How much a training may take where the user names no candidates. */
export const efforts = ['quick', 'standard', 'thorough'] as const;

/** What the most thorough training may take for its search, where the user asks for no other one. */
export const thoroughBudget = '10m';

const linear = { name: 'logistic-regression', hidden: [], learningRate: 0.05 };

const small = {
  name: 'mlp-64',
  hidden: [64],
  dropout: 0.1,
  inputDropout: 0.05,
  learningRate: 0.01,
  weightDecay: 0.1,
};

const trees = { name: 'trees', family: 'trees' };

/** For tables of few rows or loose ties, of which more trees learn the noise. */
const fewTrees = { name: 'trees-250', family: 'trees', trees: 250, depth: 5 };

/** Trained for long, since it stands for all networks beside trees. */
const wide = { name: 'wide', hidden: [192, 192], dropout: 0.2, inputDropout: 0.08, epochs: 96 };

/** Sees thresholds in single columns: many more inputs where columns are numbers, and a stronger pull on their weights. */
const pieces = {
  name: 'pieces',
  numeric: ['quantile' as const, 'piecewise-linear' as const],
  hidden: [256, 256],
  dropout: 0.2,
  inputDropout: 0.05,
  weightDecay: 0.5,
  epochs: 20,
};

/** Averages of what has been trained anyway cost nothing more. */
const quick = [
  linear,
  small,
  fewTrees,
  trees,
  { name: 'mlp-64-trees-250', members: [small, fewTrees] },
  { name: 'mlp-64-trees', members: [small, trees] },
];

const standard = [
  ...quick,
  { name: 'wide-trees', members: [wide, trees] },
  { name: 'pieces-trees-250', needs: 'numbers' as const, members: [pieces, fewTrees] },
  { name: 'pieces-trees', needs: 'numbers' as const, members: [pieces, trees] },
];

/**
 * The candidates of whoever names none, by effort, simplest first. Networks and trees err in different ways, so that an
 * average of both is mostly better than either. Each list has trees alone: they are left where columns are declared
 * monotone.
 */
export const defaultCandidates = {
  quick,
  standard,
  thorough: standard,
};
