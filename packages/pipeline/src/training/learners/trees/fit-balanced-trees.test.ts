import assert from 'node:assert/strict';
import { createRandom, type TreeSettings } from '@rampart/core/internal';
import { arraysClose } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { plainTrees } from '../../../testing/tree-settings.ts';
import { classTotals } from '../../balance/class-balance.ts';
import { logitProbabilities } from '../class-logits.ts';
import { fitBalancedTrees } from './fit-balanced-trees.ts';
import { scoreColumns } from './score-columns.ts';

const test = suite('fitBalancedTrees');

/** Classes that overlap, the first one in most of the rows. */
function table(classes: number, rows: number, seed: number, share = 0.85): EncodedRows {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: rows }, () =>
    random.next() < share ? 0 : 1 + random.integer(classes - 1),
  );
  return {
    encoding: ['a', 'b'].map((name) => ({ name, type: 'number', origin: 0 })),
    columns: [
      Float64Array.from(labels, (label) => 1.2 * label + random.normal()),
      Float64Array.from(labels, () => random.normal()),
    ],
    labels,
    classes,
    positive: classes === 2 ? 1 : null,
  };
}

const settings: TreeSettings = { ...plainTrees, trees: 40, depth: 3, learningRate: 0.1 };
const smote = { method: 'smote', ratio: 0.7, neighbours: 5 } as const;

const ways: Record<string, Partial<TreeSettings>> = {
  'class weights': { classWeights: 'balanced' },
  copies: { oversampling: { method: 'random', ratio: 1, neighbours: 5 } },
  smote: { oversampling: smote },
  'Tomek links': { tomekLinks: 'both' },
  'rows of the larger class in Tomek links': { tomekLinks: 'majority' },
  SMOTETomek: { oversampling: smote, tomekLinks: 'both' },
  'all at once': { classWeights: 'balanced', oversampling: { ...smote, ratio: 0.5 }, tomekLinks: 'majority' },
};

for (const classes of [2, 3]) {
  for (const [name, way] of Object.entries(ways)) {
    for (const weighted of [false, true]) {
      const title = `${name}: probabilities have the shares of the table, ${classes} classes`;
      test(title + (weighted ? ', weighted rows' : ''), async () => {
        const plain = table(classes, 3000, 1);
        const random = createRandom(6);
        const weights = plain.labels.map(() => 1 + random.integer(3));
        const training = weighted ? { ...plain, weights: Float32Array.from(weights) } : plain;
        const { fitted } = await fitBalancedTrees({ training }, { ...settings, ...way }, createRandom(2), {});
        const fresh = table(classes, 4000, 3);
        const logits = scoreColumns(fitted, fresh.columns);
        const means = new Float64Array(classes);
        for (const [i, probability] of logitProbabilities(logits, fitted.shape.outputs, 1).entries()) {
          means[i % classes]! += probability / fresh.labels.length;
        }
        const shares = classTotals(fresh.labels, classes).map((count) => count / fresh.labels.length);
        arraysClose(means, shares, 0.03);
      });
    }
  }
}

test('a rare class keeps its share though trees know its rows by heart', async () => {
  const [training, fresh] = [table(2, 3000, 1, 0.98), table(2, 6000, 3, 0.98)];
  for (const method of ['random', 'smote'] as const) {
    const way: Partial<TreeSettings> = { depth: 5, oversampling: { method, ratio: 1, neighbours: 5 } };
    const { fitted } = await fitBalancedTrees({ training }, { ...settings, ...way }, createRandom(1), {});
    const probabilities = logitProbabilities(scoreColumns(fitted, fresh.columns), 1, 1);
    const sum = probabilities.reduce((all, probability, i) => (i % 2 === 1 ? all + probability : all), 0);
    // By how often rows were added alone it would be about 3/4 of its share.
    const ratio = sum / classTotals(fresh.labels, 2)[1]!;
    assert.ok(ratio > 0.9 && ratio < 1.1, `${method}: ${ratio}`);
  }
});

test('copies of a row tell each other nothing', async () => {
  // So many codes that those of few rows of the smaller class would give them away.
  const random = createRandom(4);
  const plain = table(2, 1500, 1);
  const vocabulary = Array.from({ length: 150 }, (_, code) => `c${code}`);
  const training: EncodedRows = {
    ...plain,
    encoding: [...plain.encoding, { name: 'noise', type: 'category', vocabulary }],
    columns: [...plain.columns, Float64Array.from(plain.labels, () => random.integer(150))],
  };
  for (const method of ['random', 'smote'] as const) {
    const way: Partial<TreeSettings> = { oversampling: { method, ratio: 1, neighbours: 5 } };
    const { fitted } = await fitBalancedTrees({ training }, { ...settings, ...way }, createRandom(1), {});
    const [place, , noise] = fitted.shape.gain;
    assert.ok(noise! < 0.2 * place!, `${method}: ${noise} and ${place}`);
  }
});

test('the seed gives the same bytes, another seed other rows', async () => {
  const training = table(2, 400, 1);
  const fit = async (seed: number) => {
    const way = { ...settings, ...ways['SMOTETomek'] };
    return (await fitBalancedTrees({ training }, way, createRandom(seed), {})).fitted.leaves;
  };
  assert.deepEqual(await fit(1), await fit(1));
  assert.notDeepEqual(await fit(1), await fit(2));
});

test('early stopping watches classes as they count in training', async () => {
  const [training, watching] = [table(2, 3000, 1), table(2, 3000, 2)];
  const { history } = await fitBalancedTrees(
    { training, watching },
    { ...settings, ...ways['copies'] },
    createRandom(1),
    {},
  );
  // Without the weights trees of balanced odds are far from the shares of the rows that are watched.
  const { loss, validationLoss } = history[1]!;
  assert.ok(Math.abs(loss - validationLoss!) < 0.06, `${loss} and ${validationLoss}`);
});

test.run();
