import { instantiate as instantiateModule, type KernelPages } from '../../web-assembly.ts';

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

/** The functions of the kernel on a memory. */
export function instantiate(module: object, memory: KernelPages): Kernel {
  return instantiateModule(module, memory) as Kernel;
}

/** What a helper is started with. */
export interface HelperData {
  readonly module: object;
  readonly memory: KernelPages;
  readonly number: number;
}
