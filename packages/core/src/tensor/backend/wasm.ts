import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendDriver } from './backend-driver.ts';
import { isStarted, startEngine } from './engine-state.ts';
import { ownFile, ownRequire } from './own-file.ts';

/** WebAssembly: needs nothing but .wasm files, which it reads from disk: beside a bundle, else from its own package. */
export const wasm: BackendDriver = {
  name: 'wasm',
  engine: 'wasm',
  async load() {
    const directory = places().find((place) => existsSync(join(place, 'tfjs-backend-wasm.wasm')));
    if (directory === undefined) {
      return {
        loads: false,
        reason: 'the .wasm files of @tensorflow/tfjs-backend-wasm are not installed here',
        cure: `Install the package again; for a bundled program, copy them from there to ${dirname(ownFile())}.`,
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

/** The folders where the .wasm files may lie. */
function places(): string[] {
  const beside = dirname(ownFile());
  try {
    return [beside, dirname(ownRequire().resolve('@tensorflow/tfjs-backend-wasm'))];
  } catch {
    return [beside];
  }
}

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
