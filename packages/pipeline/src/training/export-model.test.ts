import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { arraysClose, noLeak, onEveryBackend } from '@rampart/core/testing';
import {
  type Encoding,
  fitPreprocessing,
  type NetworkShape,
  packRows,
  type Preprocessing,
  saveModel,
  temperatureOnly,
  transformRows,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import { exportModel } from './export-model.ts';
import type { TrainedNetwork } from './learners/network/trained-network.ts';
import { initialParameters } from './learners/network/network.ts';
import { networkLogits, predictNetwork } from './learners/network/predict-network.ts';
import { logitProbabilities } from './learners/class-logits.ts';

const test = suite('exportModel');

const encoding: Encoding = [
  { name: 'bytes', type: 'number', origin: 0 },
  { name: 'protocol', type: 'category', vocabulary: ['tcp', 'udp', 'icmp'] },
];

const memberOf = (preprocessing: Preprocessing, network: TrainedNetwork) => ({
  family: 'network',
  fitted: { ...network, preprocessing },
});

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
  const parameters = initialParameters(shape, random).map((value) => value || random.normal());
  const network = { shape, parameters };
  const calibration = temperatureOnly(1.7, shape.outputs);
  const members = [memberOf(preprocessing, network)];
  const model = { inputs: encoding.length, members, incomplete: [], calibration };
  return { network, preprocessing, model, packed, features, count };
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
  const { model, network, preprocessing, packed, features, count } = example(2);
  const other = { ...network, parameters: network.parameters.map((value) => -3 * value) };
  const fewer = { ...preprocessing, blocks: preprocessing.blocks.slice(0, 1) };
  const narrow = transformRows(fewer, packed, count);
  const shape = { ...network.shape, inputs: narrow.length / count };
  const third = { shape, parameters: initialParameters(shape, createRandom(5)) };
  const members = [...model.members, memberOf(preprocessing, other), memberOf(fewer, third)];
  await noLeak(async () => {
    const exported = await exportModel({ ...model, members });
    const layers = exported.layers.map(({ name }) => name).filter((name) => /^(pre|net)/.test(name));
    // What two members want alike is computed once.
    assert.deepEqual(layers.toSorted(), [
      'network',
      'network-2',
      'network-3',
      'preprocessing',
      'preprocessing-3',
    ]);
    const output = tf.tidy(() => {
      const rows = tf.tensor2d(packed, [count, encoding.length]);
      return (exported.predict(rows, { batchSize: count }) as tf.Tensor).dataSync().slice();
    });
    exported.dispose();
    const logits = [
      networkLogits(network, { features, rows: count }),
      networkLogits(other, { features, rows: count }),
      networkLogits(third, { features: narrow, rows: count }),
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
