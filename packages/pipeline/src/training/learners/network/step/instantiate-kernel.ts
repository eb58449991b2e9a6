/** Addresses are in bytes, sizes in floats or rows; see the sources of the kernel for what each function does. */
export interface Kernel {
  packRows(b: number, stride: number, depth: number, columns: number, out: number): void;
  packColumns(b: number, stride: number, depth: number, columns: number, out: number): void;
  multiply(
    a: number,
    rowStep: number,
    depthStep: number,
    packed: number,
    c: number,
    stride: number,
    rows: number,
    depth: number,
    columns: number,
    add: boolean,
  ): void;
  activate(
    sums: number,
    scale: number,
    bias: number,
    mask: number,
    skip: number,
    branch: number,
    units: number,
    rows: number,
    width: number,
  ): void;
  deactivate(
    delta: number,
    branch: number,
    sums: number,
    scale: number,
    mask: number,
    biasGradient: number,
    scaleGradient: number,
    out: number,
    rows: number,
    width: number,
    add: boolean,
  ): void;
  addBias(sums: number, bias: number, rows: number, width: number): void;
  sumRows(values: number, rows: number, width: number, out: number): void;
  squaredNorm(gradient: number, count: number): number;
  adamw(
    parameters: number,
    first: number,
    second: number,
    gradient: number,
    decay: number,
    count: number,
    gradientScale: number,
    rate: number,
    epsilon: number,
    learningRate: number,
  ): void;
  /** Where pieces may begin on a memory that so many threads work on. */
  firstFree(threads: number): number;
  /** Says how many threads beside that which calls the functions above are to take parts of what they do. */
  expect(helpers: number): void;
  /** Works as helper 1, 2, …; returns the number of the last job once there is nothing to do, or -1. */
  help(number: number): number;
  /** Helpers that are at work. */
  watching(): number;
  /** Address of the number that goes up with every job. */
  bed(): number;
  /** Lets the helpers return -1. */
  end(): void;
}

/** The part of the WebAssembly interface that is used; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => KernelPages;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** WebAssembly memory, of one thread or shared. */
export interface KernelPages {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/** Memory of at least so many bytes, all zero; it never grows. What threads share is not freed before long. */
export function allocate(bytes: number, shared: boolean): KernelPages {
  const pages = Math.ceil(bytes / 65_536);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

/** The kernel, for `instantiate`. */
export function compile(bytes: Uint8Array): object {
  return new WebAssembly.Module(bytes);
}

/** The functions of a kernel on a memory. */
export function instantiate(module: object, memory: KernelPages): Kernel {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernel;
}

/** What a helper is started with. */
export interface HelperData {
  readonly module: object;
  readonly memory: KernelPages;
  readonly number: number;
}
