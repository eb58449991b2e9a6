import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendDriver, LoadedBackend, UnavailableBackend } from './backend-driver.ts';
import { isStarted, keepingEngine } from './engine-state.ts';
import { hasAvx } from './has-avx.ts';
import { ownRequire } from './own-file.ts';
import { probeTfjsNode } from './probe-tfjs-node.ts';
import {
  explainLoadFailure,
  lacksAvx,
  notInstalled,
  tfjsNodeDirectory,
  tfjsNodeVersion,
} from './tfjs-node-package.ts';

/** TensorFlow's C library: the fastest on large batches, but a download at install time that may not be there. */
export const tfjsNode: BackendDriver = {
  name: 'tfjs-node',
  engine: 'tensorflow',
  load: () => loadTfjsNode(tfjsNodeDirectory()),
};

/** Loads the package in the directory, after making sure that this cannot end the process. */
export async function loadTfjsNode(
  directory: string | undefined,
): Promise<LoadedBackend | UnavailableBackend> {
  if (directory === undefined) return notInstalled();
  const version = tfjsNodeVersion(directory);
  const avx = hasAvx();
  if (avx === false) return lacksAvx(version);
  if (avx === undefined) {
    const failure = await probeTfjsNode(directory, version);
    if (failure !== undefined) return failure;
  }
  quietenLibrary();
  restoreUtil();
  try {
    // Loading needs no types: the package registers itself with the one engine of tfjs-core.
    keepingEngine(() => ownRequire()(directory));
    if (!isStarted('tensorflow')) throw new Error('its backend does not start');
  } catch (error) {
    return explainLoadFailure(error instanceof Error ? error.message : String(error), version, directory);
  }
  const { binding } = tf.findBackend('tensorflow') as { binding?: { TF_Version?: string } };
  const library = binding?.TF_Version === undefined ? '' : ` with TensorFlow ${binding.TF_Version}`;
  return { loads: true, version, description: `tfjs-node ${version}${library}` };
}

/** The library reads these once, when it loads, and prints to standard error without them. */
function quietenLibrary(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  // Besides its message, oneDNN sums in an order of its own: the same seed should give the same weights.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
}

/** tfjs-node calls functions of node:util that Node 23 removed; own ones also avoid the warning of Node 22. */
function restoreUtil(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
