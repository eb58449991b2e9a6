import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows of the made table. */
export const rows = 20_000;

/** The networks that are trained; one output is a probability of two classes, two are one of each class. */
export const networks = [
  { name: '30-64-32-1', inputs: 30, hidden: [64, 32], outputs: 1 },
  { name: '120-256-128-2', inputs: 120, hidden: [256, 128], outputs: 2 },
];

/** Rows of a step. */
export const batchSizes = [32, 256, 1024];

/**
 * Writes the made rows of each network for all contenders: features as little-endian float32, row by row, targets
 * (0 and 1) as int32. Returns the job that every contender gets.
 */
export async function writeJob(folder, epochs) {
  const jobs = [];
  for (const network of networks) {
    const features = Float32Array.from({ length: rows * network.inputs }, noise());
    const targets = Int32Array.from({ length: rows }, (_, row) => {
      const [first, second] = features.subarray(row * network.inputs);
      return first * second > 0 ? 1 : 0;
    });
    const paths = {
      features: join(folder, `${network.name}.f32`),
      targets: join(folder, `${network.name}.i32`),
    };
    await writeFile(paths.features, features);
    await writeFile(paths.targets, targets);
    jobs.push({ ...network, ...paths });
  }
  const path = join(folder, 'job.json');
  await writeFile(path, JSON.stringify({ rows, epochs, batchSizes, networks: jobs }));
  return path;
}

/** Even numbers from -1 to 1, the same in every run. */
function noise() {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}
