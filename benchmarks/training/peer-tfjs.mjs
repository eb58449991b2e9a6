// Usage: peer-tfjs.mjs <job> <backend>, run from the sources.
import { createRequire } from 'node:module';
import { useBackend } from '../../packages/core/src/tensor/index.ts';
import { timeNetworks } from './time-networks.mjs';

// The benchmarks are no package of their own: the libraries are those of the packages.
const require = createRequire(new URL('../../packages/pipeline/package.json', import.meta.url));
const tf = { ...require('@tensorflow/tfjs-core'), ...require('@tensorflow/tfjs-layers') };

const [job, backend] = process.argv.slice(2);
await useBackend(backend);
await timeNetworks(job, async ({ network, rows, features, targets, batchSize, epochs, mark }) => {
  const model = tf.sequential();
  const [first, ...more] = network.hidden;
  model.add(tf.layers.dense({ units: first, activation: 'relu', inputShape: [network.inputs] }));
  for (const units of more) model.add(tf.layers.dense({ units, activation: 'relu' }));
  const binary = network.outputs === 1;
  model.add(tf.layers.dense({ units: network.outputs, activation: binary ? 'sigmoid' : 'softmax' }));
  model.compile({ optimizer: 'adam', loss: binary ? 'binaryCrossentropy' : 'categoricalCrossentropy' });
  const x = tf.tensor2d(features, [rows, network.inputs]);
  const y = tf.tidy(() =>
    binary
      ? tf.tensor2d(Float32Array.from(targets), [rows, 1])
      : tf.oneHot(tf.tensor1d(targets, 'int32'), network.outputs, 1, 0, 'float32'),
  );
  await model.fit(x, y, {
    epochs,
    batchSize,
    verbose: 0,
    callbacks: { onTrainBegin: async () => void mark(), onEpochEnd: async () => void mark() },
  });
  tf.dispose([x, y, model]);
});
