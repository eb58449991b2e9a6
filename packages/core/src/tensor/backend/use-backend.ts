import * as tf from '@tensorflow/tfjs-core';
import { RampartError } from '../../errors.ts';
import type { BackendDriver, BackendName, LoadedBackend, UnavailableBackend } from './backend-driver.ts';
import { cpu } from './cpu.ts';
import { isEngineSet, onEngine } from './engine-state.ts';
import { tfjsNode } from './tfjs-node.ts';
import { wasm } from './wasm.ts';

/** The backend in use, and why it is this one. */
export interface Backend {
  readonly name: BackendName;
  /** One sentence for the log, without a full stop. */
  readonly reason: string;
  readonly version: string;
}

/** Every backend, the preferred ones first. */
export const backendDrivers: readonly BackendDriver[] = [tfjsNode, wasm, cpu];

const outcomes = new Map<BackendName, Promise<LoadedBackend | UnavailableBackend>>();
let queue: Promise<unknown> = Promise.resolve();

/**
 * Makes a backend the one that all tensor operations run on: with `auto` the first of tfjs-node, WebAssembly
 * and plain JavaScript that loads. May be called again with another name, tensors keep their values. Throws
 * RampartError('backend') where the one asked for by name does not load.
 */
export function useBackend(wanted: BackendName | 'auto'): Promise<Backend> {
  return inTurn(async () => {
    const backend = await load(wanted);
    await tf.setBackend(engineOf(backend.name));
    return backend;
  });
}

/**
 * Loads a backend for `onBackend`, by the rules of `useBackend`, and leaves the one in use as it is; where there is none,
 * it becomes this one.
 */
export function loadBackend(wanted: BackendName | 'auto'): Promise<Backend> {
  return inTurn(async () => {
    const backend = await load(wanted);
    if (!isEngineSet()) await tf.setBackend(engineOf(backend.name));
    return backend;
  });
}

/** Runs a synchronous function whose tensor operations run on a backend that has been loaded, whichever is in use otherwise. */
export function onBackend<T>(name: BackendName, act: () => T): T {
  return onEngine(engineOf(name), act);
}

function engineOf(name: BackendName): string {
  return backendDrivers.find((driver) => driver.name === name)!.engine;
}

/** Calls follow one another, so that each finds the backend in use that the one before it has set. */
export function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const turn = queue.then(act);
  queue = turn.catch(() => undefined);
  return turn;
}

/** Loads a backend, once per process. */
export function loadDriver(driver: BackendDriver): Promise<LoadedBackend | UnavailableBackend> {
  let outcome = outcomes.get(driver.name);
  if (outcome === undefined) {
    // Silences the advice and the warnings that TensorFlow.js prints on the console.
    tf.env().set('PROD', true);
    outcome = driver.load().catch((error: unknown) => ({
      loads: false,
      reason: `${driver.name} does not load (${error instanceof Error ? error.message : String(error)})`,
    }));
    outcomes.set(driver.name, outcome);
  }
  return outcome;
}

function load(wanted: BackendName | 'auto'): Promise<Backend> {
  return wanted === 'auto' ? loadFirst() : loadNamed(wanted);
}

async function loadFirst(): Promise<Backend> {
  const obstacles: UnavailableBackend[] = [];
  for (const driver of backendDrivers) {
    const outcome = await loadDriver(driver);
    if (outcome.loads) {
      const reasons = obstacles.map(({ reason }) => `${reason}; `).join('');
      return backendOf(driver, outcome, `${reasons}using ${outcome.description}`);
    }
    obstacles.push(outcome);
  }
  throw new RampartError(
    'backend',
    backendDrivers.map((driver, i) => problemOf(driver, obstacles[i]!)),
  );
}

async function loadNamed(wanted: BackendName): Promise<Backend> {
  const driver = backendDrivers.find(({ name }) => name === wanted)!;
  const outcome = await loadDriver(driver);
  if (!outcome.loads) throw new RampartError('backend', problemOf(driver, outcome));
  return backendOf(driver, outcome, `using ${outcome.description}, as asked`);
}

function backendOf({ name }: BackendDriver, { version }: LoadedBackend, reason: string): Backend {
  return { name, reason, version };
}

function problemOf({ name }: BackendDriver, { reason, cure }: UnavailableBackend) {
  return {
    where: `backend \`${name}\``,
    expected: 'a backend that loads here',
    received: `the answer that ${reason}`,
    fix: cure ?? 'Use the backend `auto`, which takes the best one that loads.',
  };
}
