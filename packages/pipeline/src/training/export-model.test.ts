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
import { initialParameters } from './network.ts';
import { predictNetwork } from './predict-network.ts';

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
  return { model: { preprocessing, network, calibration }, packed, features, count };
}

for (const classes of [2, 4]) {
  onEveryBackend(
    test,
    `the exported model is preprocessing, network and temperature: ${classes} classes`,
    async (backend) => {
      const { model, packed, features, count } = example(classes);
      await noLeak(async () => {
        const exported = await exportModel(model);
        const output = tf.tidy(() => {
          const rows = tf.tensor2d(packed, [count, encoding.length]);
          return (exported.predict(rows, { batchSize: count }) as tf.Tensor).dataSync().slice();
        });
        exported.dispose();
        const expected = predictNetwork(model.network, features, count, { positive: 1, temperature: 1.7 });
        const wanted = classes === 2 ? expected.filter((_, i) => i % 2 === 1) : expected;
        arraysClose(output, wanted, backend === 'tfjs-node' ? 1e-5 : 1e-6);
      });
    },
  );
}

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
