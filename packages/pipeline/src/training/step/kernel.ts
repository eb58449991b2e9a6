import { kernelBytes } from './kernel-bytes.ts';

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
}

/** The part of the WebAssembly interface that is used; Node's types leave it out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (limits: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

const pageBytes = 65_536;
/** The kernel's own constants lie in the first page. */
const firstFree = pageBytes;

let compiled: object | undefined;

/** Memory laid out piece by piece; it never grows, so views of it stay valid. */
export interface KernelMemory {
  readonly kernel: Kernel;
  /** The floats at an address. */
  view(address: number, count: number): Float32Array;
}

/** How many floats each piece takes, by name. */
export type Layout<Name extends string> = Readonly<Record<Name, number>>;

/** An instance of the kernel with memory for the pieces, and the address of each; all start as zeros. */
export function createKernel<Name extends string>(
  pieces: Layout<Name>,
): KernelMemory & { readonly at: Readonly<Record<Name, number>> } {
  compiled ??= new WebAssembly.Module(Buffer.from(kernelBytes, 'base64'));
  let free = firstFree;
  const at = {} as Record<Name, number>;
  for (const [name, count] of Object.entries<number>(pieces)) {
    at[name as Name] = free;
    // Each piece starts on a cache line.
    free += Math.ceil((count * 4) / 64) * 64;
  }
  const pages = Math.ceil(free / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return {
    kernel: exports as unknown as Kernel,
    at,
    view: (address, count) => new Float32Array(memory.buffer, address, count),
  };
}
