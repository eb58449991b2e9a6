import assert from 'node:assert/strict';
import { createRandom, parseConfig } from '@rampart/core';
import { arraysClose, noLeak, onEveryBackend } from '@rampart/core/testing';
import {
  type Encoding,
  fitPreprocessing,
  type NetworkShape,
  packRows,
  saveModel,
  temperatureOnly,
  transformRows,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import { exportModel } from './export-model.ts';
import { initialParameters } from './learners/network/network.ts';
import { fittedLogits, logitProbabilities, predictNetwork } from './learners/network/predict-network.ts';

const test = suite('exportModel');

const encoding: Encoding = [
  { name: 'bytes', type: 'number', origin: 0 },
  { name: 'protocol', type: 'category', vocabulary: ['tcp', 'udp', 'icmp'] },
];

/** A network with random parameters; exporting does not care whether they were learnt. */
function example(classes: number) {
  const random = createRandom(3);
  const count = 200;
  const columns = [
    Float64Array.from({ length: count }, () =>
      random.next() < 0.1 ? Number.NaN : Math.exp(4 * random.normal()),
    ),
    Float64Array.from({ length: count }, () => random.integer(4)),
  ];
  const preprocessing = fitPreprocessing(encoding, columns, parseConfig({}, 'the test').transformation);
  const packed = packRows(columns);
  const features = transformRows(preprocessing, packed, count);
  const shape: NetworkShape = {
    inputs: features.length / count,
    hidden: [9, 9],
    outputs: classes === 2 ? 1 : classes,
    members: 3,
    activation: 'relu',
    normalization: 'none',
    residual: true,
  };
  const copies = [1, 2].map(() => initialParameters(shape, random).map((value) => value || random.normal()));
  const network = { shape, copies, epochs: 1, history: [] };
  const calibration = temperatureOnly(1.7, shape.outputs);
  return { network, model: { branches: [{ preprocessing, network }], calibration }, packed, features, count };
}

for (const classes of [2, 4]) {
  onEveryBackend(
    test,
    `the exported model is preprocessing, network and temperature: ${classes} classes`,
    async (backend) => {
      const { model, network, packed, features, count } = example(classes);
      await noLeak(async () => {
        const exported = await exportModel(model);
        const output = tf.tidy(() => {
          const rows = tf.tensor2d(packed, [count, encoding.length]);
          return (exported.predict(rows, { batchSize: count }) as tf.Tensor).dataSync().slice();
        });
        exported.dispose();
        const expected = predictNetwork(network, features, count, { positive: 1, temperature: 1.7 });
        const wanted = classes === 2 ? expected.filter((_, i) => i % 2 === 1) : expected;
        arraysClose(output, wanted, backend === 'tfjs-node' ? 1e-5 : 1e-6);
      });
    },
  );
}

onEveryBackend(test, 'several networks are averaged, each behind its own preprocessing', async (backend) => {
  const { model, network, packed, features, count } = example(2);
  const branch = model.branches[0]!;
  const other = { ...network, copies: network.copies.map((copy) => copy.map((value) => -3 * value)) };
  const fewer = { ...branch.preprocessing, blocks: branch.preprocessing.blocks.slice(0, 1) };
  const narrow = transformRows(fewer, packed, count);
  const shape = { ...network.shape, inputs: narrow.length / count };
  const third = { ...network, shape, copies: [initialParameters(shape, createRandom(5))] };
  const branches = [branch, { ...branch, network: other }, { preprocessing: fewer, network: third }];
  await noLeak(async () => {
    const exported = await exportModel({ ...model, branches });
    const output = tf.tidy(() => {
      const rows = tf.tensor2d(packed, [count, encoding.length]);
      return (exported.predict(rows, { batchSize: count }) as tf.Tensor).dataSync().slice();
    });
    exported.dispose();
    const logits = [
      fittedLogits(network, { features, rows: count }),
      fittedLogits(other, { features, rows: count }),
      fittedLogits(third, { features: narrow, rows: count }),
    ];
    const mean = logits[0]!.map((logit, row) => (logit + logits[1]![row]! + logits[2]![row]!) / 3);
    const expected = logitProbabilities(mean, 1, 1, 1.7).filter((_, i) => i % 2 === 1);
    arraysClose(output, expected, backend === 'tfjs-node' ? 1e-5 : 1e-6);
  });
});

onEveryBackend(test, 'equal models give equal files', async () => {
  const save = async () => {
    const exported = await exportModel(example(2).model);
    const files = await saveModel(exported);
    exported.dispose();
    return files;
  };
  assert.deepEqual(await save(), await save());
});

test.run();
