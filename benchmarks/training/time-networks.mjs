import { readFile } from 'node:fs/promises';

/**
 * Trains every network of a job at every batch size with `fit`, which calls `mark` before the first epoch and after
 * each one, and prints the seconds of each epoch as one JSON document.
 */
export async function timeNetworks(jobPath, fit) {
  const { rows, epochs, batchSizes, networks } = JSON.parse(await readFile(jobPath, 'utf8'));
  const timed = [];
  for (const network of networks) {
    const features = await readArray(Float32Array, network.features);
    const targets = await readArray(Int32Array, network.targets);
    for (const batchSize of batchSizes) {
      const marks = [];
      const mark = () => marks.push(performance.now());
      await fit({ network, rows, features, targets, batchSize, epochs, mark });
      const seconds = marks.slice(1).map((end, epoch) => (end - marks[epoch]) / 1000);
      timed.push({ network: network.name, batchSize, seconds });
    }
  }
  console.log(JSON.stringify(timed));
}

async function readArray(Type, path) {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Type(buffer, byteOffset, byteLength / Type.BYTES_PER_ELEMENT);
}
