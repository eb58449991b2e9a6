import { startModule } from '../../../../threads/start-module.ts';
import { allocate, compile } from '../../web-assembly.ts';
import { type HelperData, instantiate, type Kernel } from './instantiate-kernel.ts';
import { kernelBytes, sharedKernelBytes } from './kernel-bytes.ts';

/** The compiled kernel, and where pieces may begin on a memory that so many threads work on. */
interface Compiled {
  readonly module: object;
  firstFree(threads: number): number;
}

const compiled = new Map<boolean, Compiled>();

/** A module takes either memory that threads share or memory of one thread. */
function compileOnce(shared: boolean): Compiled {
  const known = compiled.get(shared);
  if (known) return known;
  const module = compile(shared ? sharedKernelBytes : kernelBytes);
  const made = { module, firstFree: instantiate(module, allocate(1, shared)).firstFree };
  compiled.set(shared, made);
  return made;
}

/** Memory laid out piece by piece; it never grows, so views of it stay valid. */
export interface KernelMemory<Name extends string = string> extends Disposable {
  readonly kernel: Kernel;
  /** The address of each piece. */
  readonly at: Readonly<Record<Name, number>>;
  /** The floats at an address. */
  view(address: number, count: number): Float32Array;
  /** Ends the other threads. */
  [Symbol.dispose](): void;
}

/** How many floats each piece takes, by name. */
export type Layout<Name extends string> = Readonly<Record<Name, number>>;

/**
 * An instance of the kernel with memory for the pieces; all start as zeros. With more than one thread, helpers take
 * parts of what it does as soon as they have started, which changes no bit of what comes of it.
 */
export function createKernel<Name extends string>(pieces: Layout<Name>, threads = 1): KernelMemory<Name> {
  const shared = threads > 1;
  const { module, firstFree } = compileOnce(shared);
  // Each piece starts on a cache line.
  const lines = (bytes: number) => Math.ceil(bytes / 64) * 64;
  let free = lines(firstFree(threads));
  const at = {} as Record<Name, number>;
  for (const [name, count] of Object.entries<number>(pieces)) {
    at[name as Name] = free;
    free += lines(count * 4);
  }
  const memory = allocate(free, shared);
  const kernel = instantiate(module, memory);
  kernel.expect(threads - 1);
  for (let number = 1; number < threads; number++) {
    const data: HelperData = { module, memory, number };
    const helper = startModule(new URL('./kernel-helper.js', import.meta.url), data);
    // Without it there is one thread less, no more.
    helper.on('error', () => {});
    helper.unref();
  }
  return {
    kernel,
    at,
    view: (address, count) => new Float32Array(memory.buffer, address, count),
    [Symbol.dispose]: () => kernel.end(),
  };
}
