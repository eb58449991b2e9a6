import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendDriver } from './backend-driver.ts';
import { isStarted, startEngine } from './engine-state.ts';

/** WebAssembly: needs nothing but files of its own package, which it reads from disk. */
export const wasm: BackendDriver = {
  name: 'wasm',
  engine: 'wasm',
  async load() {
    const directory = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    if (!existsSync(join(directory, 'tfjs-backend-wasm.wasm'))) {
      return {
        loads: false,
        reason: `the .wasm files of @tensorflow/tfjs-backend-wasm are not in ${directory}`,
        cure: 'Install the package again, or keep it out of the bundler that left its files behind.',
      };
    }
    const { setWasmPaths, version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
    // Where the host program has started the backend already, it throws on another path.
    if (!isStarted('wasm')) setWasmPaths(directory + sep);
    const started = await withoutCrashHandlers(() => startEngine('wasm'));
    if (!started)
      return { loads: false, reason: 'this version of Node cannot start the WebAssembly backend' };
    const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return {
      loads: true,
      version: version_wasm,
      description: `WebAssembly ${simd ? 'with' : 'without'} SIMD`,
    };
  },
};

/**
 * Emscripten's start-up code installs handlers that rethrow every uncaught error of the host program, which
 * makes Node print 30 kB of minified source before the message. They are taken out again.
 */
async function withoutCrashHandlers<T>(start: () => Promise<T>): Promise<T> {
  const before = new Set<unknown>(crashHandlers().map(({ handler }) => handler));
  const result = await start();
  for (const { event, handler } of crashHandlers()) {
    // Recognised by their text as well: the host may have added its own handlers meanwhile.
    const emscripten = /ExitStatus|^function\s*\(reason\)\s*\{\s*throw reason;?\s*\}$/.test(String(handler));
    if (!before.has(handler) && emscripten) process.off(event, handler);
  }
  return result;
}

function crashHandlers(): { event: string; handler: (...values: unknown[]) => void }[] {
  return ['uncaughtException', 'unhandledRejection'].flatMap((event) =>
    process.listeners(event as NodeJS.Signals).map((listener) => ({
      event,
      handler: listener as (...values: unknown[]) => void,
    })),
  );
}
