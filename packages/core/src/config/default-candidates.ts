/** Two layers, and one that is added to its input: together they are what most tables of categories and flags need. */
const wide = { name: 'wide', hidden: [192, 192], dropout: 0.2, inputDropout: 0.08, epochs: 40 };

const shallow = {
  name: 'shallow',
  hidden: [256],
  batchEnsemble: 4,
  residual: true,
  dropout: 0.32,
  inputDropout: 0.1,
  batchSize: 128,
  learningRate: 0.0075,
  weightDecay: 0.14,
  epochs: 40,
};

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

const shared = {
  name: 'shared',
  hidden: [96, 96],
  batchEnsemble: 8,
  dropout: 0.1,
  inputDropout: 0.04,
  learningRate: 0.01,
  weightDecay: 0.2,
  epochs: 40,
};

/**
 * The candidates of whoever names none, simplest first. The networks of the last two err in different ways: together
 * they are better, and hold up better when traffic changes, than the best of them alone.
 */
export const defaultCandidates = [
  { name: 'logistic-regression', hidden: [], learningRate: 0.05 },
  {
    name: 'mlp-64',
    hidden: [64],
    dropout: 0.1,
    inputDropout: 0.05,
    learningRate: 0.01,
    weightDecay: 0.1,
  },
  { name: 'mlp-pair', members: [wide, shallow] },
  { name: 'mlp-mixed', needs: 'numbers' as const, members: [pieces, shared, wide] },
];
