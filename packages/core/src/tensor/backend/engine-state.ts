import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js' engine, one for the whole process, holds of its backends; its version is pinned. */
interface EngineState {
  backendName: string | null;
  backendInstance: tf.KernelBackend | null;
  pendingBackendInit: Promise<boolean> | null;
  readonly registry: Record<string, tf.KernelBackend>;
}

function engineState(): EngineState {
  return tf.engine() as unknown as EngineState;
}

/**
 * Runs a synchronous function on a backend that has been loaded, by the engine's name for it, and puts back the one that
 * was in use, be it Rampart's or the host program's. `tf.setBackend` would set up every kernel anew, some milliseconds.
 */
export function onEngine<T>(engine: string, act: () => T): T {
  const state = engineState();
  if (state.backendName === engine && state.backendInstance !== null) return act();
  const instance = state.registry[engine];
  if (instance === undefined) throw new TypeError(`the backend ${engine} has not been loaded`);
  return keepingEngine(() => {
    Object.assign(state, { backendName: engine, backendInstance: instance, pendingBackendInit: null });
    return act();
  });
}

/** Runs a synchronous function that may set another backend, and puts back the one that was in use. */
export function keepingEngine<T>(act: () => T): T {
  const { backendName, backendInstance, pendingBackendInit } = engineState();
  try {
    return act();
  } finally {
    Object.assign(engineState(), { backendName, backendInstance, pendingBackendInit });
  }
}

/** Whether a backend runs already. */
export function isStarted(engine: string): boolean {
  return engine in engineState().registry;
}

/** Whether any backend is in use. */
export function isEngineSet(): boolean {
  return (engineState().backendName ?? null) !== null;
}

/** Starts a registered backend, and leaves the one in use in use meanwhile and afterwards. Resolves to whether it runs. */
export async function startEngine(engine: string): Promise<boolean> {
  const state = engineState();
  // The host program may be starting it right now.
  if (state.backendName === engine && state.pendingBackendInit !== null) await state.pendingBackendInit;
  if (isStarted(engine)) return true;
  try {
    const instance = await tf.findBackendFactory(engine)();
    if (isStarted(engine)) {
      instance.dispose();
      return true;
    }
    state.registry[engine] = instance;
    for (const { setupFunc } of tf.getKernelsForBackend(engine)) setupFunc?.(instance);
    return true;
  } catch {
    return false;
  }
}
