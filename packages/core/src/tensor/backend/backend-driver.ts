/** A tensor backend, by the name that a configuration file uses. */
export type BackendName = 'tfjs-node' | 'wasm' | 'cpu';

/** A backend that is loaded. */
export interface LoadedBackend {
  readonly loads: true;
  /** The version of its package. */
  readonly version: string;
  /** Completes the sentence "using …". */
  readonly description: string;
}

/** A backend that cannot be used here. */
export interface UnavailableBackend {
  readonly loads: false;
  /** One clause that says why, without a full stop. */
  readonly reason: string;
  /** One sentence that tells what to do. */
  readonly cure?: string;
}

/** One way to run tensor operations. */
export interface BackendDriver {
  readonly name: BackendName;
  /** What TensorFlow.js calls it. */
  readonly engine: string;
  /** Registers and starts the backend, and leaves the one in use as it is; any failure is an answer, not an exception. */
  load(): Promise<LoadedBackend | UnavailableBackend>;
}
