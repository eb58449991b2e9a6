import assert, { throws } from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { logitLoss } from '../../network/logit-loss.ts';
import { createTreeKernel, type KernelColumn, type TreeKernel } from './tree-kernel.ts';

const test = suite('tree kernel');

const columns: readonly KernelColumn[] = [
  { splits: 9, equals: false, missing: false, monotone: 0 },
  { splits: 4, equals: false, missing: true, monotone: 0 },
  { splits: 5, equals: true, missing: false, monotone: 0 },
  { splits: 3, equals: true, missing: true, monotone: 0 },
  { splits: 1, equals: false, missing: false, monotone: 1 },
];
const steps = 2 ** 40;

/** A kernel with random rows, whose labels depend on their bins. */
function randomKernel(trained: number, outputs: number, keptLevels: number, depth = 4): TreeKernel {
  const kernel = createTreeKernel({ columns, rows: trained, trained, outputs, depth, keptLevels });
  const random = createRandom(trained);
  for (let row = 0; row < trained; row++) {
    let sum = 0;
    for (const [column, { splits, missing }] of columns.entries()) {
      const bin = random.integer(splits + (missing ? 2 : 1));
      kernel.cells[row * columns.length + column] = bin;
      sum += bin / splits;
    }
    kernel.targets[row] = Math.floor(sum * 4) % Math.max(outputs, 2);
    kernel.weights[row] = 0.5 + random.next();
    for (let k = 0; k < outputs; k++) kernel.logits[row * outputs + k] = random.normal();
  }
  return kernel;
}

for (const outputs of [1, 3]) {
  test(`gradients of ${outputs} outputs are the slopes of the loss, and their slopes`, () => {
    const kernel = randomKernel(15, outputs, 4);
    kernel.findGradients(steps);
    const { targets, weights } = kernel;
    const lossAt = (i: number, move: number) => {
      const logits = kernel.logits.slice();
      logits[i]! += move;
      return 15 * logitLoss(logits, outputs, { targets, weights, labelSmoothing: 0 }).loss;
    };
    const step = 1e-4;
    for (let i = 0; i < kernel.logits.length; i++) {
      const [down, here, up] = [lossAt(i, -step), lossAt(i, 0), lossAt(i, step)];
      closeTo(kernel.gradients[2 * i]!, (down - up) / (2 * step), 1e-7);
      closeTo(kernel.gradients[2 * i + 1]!, (up - 2 * here + down) / step ** 2, 1e-5);
    }
  });

  test(`which histograms are kept changes no bit with ${outputs} outputs`, () => {
    const grown = [0, 1, 2, 4].map((keptLevels) => {
      const kernel = randomKernel(300, outputs, keptLevels);
      const trees = Array.from({ length: 8 }, (_, tree) => {
        kernel.findGradients(steps);
        const drawn = kernel.grow(tree, 0.7, 3, 4, 0.5);
        return { drawn, tree: kernel.tree.slice(), gains: kernel.gains.slice() };
      });
      assert.ok(trees.every(({ drawn }) => drawn > 150 && drawn < 270));
      return trees;
    });
    for (const trees of grown.slice(1)) assert.deepEqual(trees, grown[0]);
  });
}

test('gradients of rows that are all but sure are finite', () => {
  for (const outputs of [1, 3]) {
    const kernel = randomKernel(9, outputs, 4);
    kernel.logits.forEach((_, i) => {
      kernel.logits[i] = (i % 2 === 0 ? 1 : -1) * 10 ** (i % 9);
    });
    kernel.findGradients(steps);
    assert.ok(kernel.gradients.every(Number.isFinite));
    for (let i = 1; i < kernel.gradients.length; i += 2) assert.ok(kernel.gradients[i]! > 0);
  }
});

test('each level draws other columns, and as many as it was told', () => {
  const kernel = randomKernel(200, 1, 0);
  const used = new Set<number>();
  for (let stream = 0; stream < 30; stream++) {
    kernel.findGradients(steps);
    kernel.grow(stream, 1, 1, 4, 0.5);
    used.add(kernel.tree[0]!);
  }
  assert.equal(used.size, columns.length);
});

test('rows beyond what WebAssembly can address are refused', () => {
  const sizes = { columns, outputs: 1, depth: 4, keptLevels: 4 };
  throws(() => createTreeKernel({ ...sizes, rows: 1e9, trained: 1e9 }), /fit into 4 GB, received 43.8 GB/);
});

test.run();
