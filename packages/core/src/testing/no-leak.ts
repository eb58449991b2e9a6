import { fail } from 'node:assert/strict';

/** Runs a function on the current backend and asserts that as many tensors live after it as before; resolves to its result. */
export async function noLeak<T>(act: () => T | Promise<T>): Promise<T> {
  // Imported here, so that the tests of everything else start without TensorFlow.js.
  const { memory } = await import('@tensorflow/tfjs-core');
  const before = memory().numTensors;
  const result = await act();
  const left = memory().numTensors - before;
  if (left !== 0) fail(`expected no change in the number of tensors, received ${left > 0 ? '+' : ''}${left}`);
  return result;
}
