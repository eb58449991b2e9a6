import { join } from 'node:path';
import { sourceArguments } from '../program.mjs';
import { pythonEnvironment } from '../python-environment.mjs';

const packages = ['scikit-learn==1.9.1', 'tensorflow-cpu==2.21.0', 'keras==3.15.1', 'torch==2.15.0'];
const backends = ['tfjs-node', 'wasm', 'cpu'];

/**
 * Who trains, and for each peer which of ours it is compared with (`against`, the first one that ran): TensorFlow.js with
 * ours on the same backend, Python's libraries with ours on the backend that `auto` takes. A backend or a Python that is
 * not there is skipped with a word.
 */
export async function contenders(job, interpreter) {
  const here = (file) => join(import.meta.dirname, file);
  const node = (name, file, ...args) => ({
    name,
    command: process.execPath,
    args: sourceArguments(here(file), [job, ...args]),
  });
  const ours = backends.map((backend) => node(`rampart on ${backend}`, 'peer-rampart.mjs', backend, 'auto'));
  const operations = backends.map((backend) =>
    node(`rampart without kernel on ${backend}`, 'peer-rampart.mjs', backend, 'off'),
  );
  const tfjs = backends.map((backend) => ({
    ...node(`model.fit of TensorFlow.js on ${backend}`, 'peer-tfjs.mjs', backend),
    against: [`rampart on ${backend}`],
  }));
  return [...ours, ...operations, ...tfjs, ...(await pythonPeers(job, here('peer.py'), interpreter))];
}

async function pythonPeers(job, program, given) {
  const python = await pythonEnvironment(packages, { name: 'training', interpreter: given });
  if (python.absent !== undefined) {
    console.log(`skipped: the peers in Python: ${python.absent}`);
    return [];
  }
  console.log(python.versions);
  return ['scikit-learn', 'keras', 'pytorch'].map((name) => ({
    name,
    command: python.interpreter,
    args: [program, name, job],
    against: backends.map((backend) => `rampart on ${backend}`),
  }));
}
