import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Tensors from '@rampart/core/tensor';

/** The part of core that computes with tensors, loaded with the first model. */
export function loadTensors(): Promise<typeof Tensors> {
  provideCommonJs();
  return import('@rampart/core/tensor');
}

/**
 * TensorFlow.js is CommonJS and asks for modules of Node by `require` while it loads. A bundle in ESM format leaves
 * such calls to a global `require`, which Node has not: there it gets one, and `__dirname` with it.
 */
function provideCommonJs(): void {
  // Only bundlers put something in the place of this word, and only in ESM format does it fail.
  if (typeof require === 'undefined') return;
  try {
    require('node:util');
  } catch {
    const own = import.meta.url;
    Object.assign(globalThis, { require: createRequire(own), __dirname: dirname(fileURLToPath(own)) });
  }
}
