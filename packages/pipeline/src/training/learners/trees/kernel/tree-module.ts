import { compile, instantiate, type KernelPages } from '../../web-assembly.ts';
import { kernelBytes } from './kernel-bytes.ts';

/** Addresses are in bytes; see the sources of the kernel for what each function does. */
export interface TreeFunctions {
  findGradients(steps: number): void;
  grow(stream: number, share: number, count: number, depth: number, l2: number): number;
  setSides(level: number): void;
  findLeaves(from: number, to: number, depth: number): void;
  sumLeaves(depth: number): void;
  addLeaves(from: number, to: number): void;
  scoreBlock(
    cells: number,
    splits: number,
    splitCount: number,
    trees: number,
    treeCount: number,
    depth: number,
    leaves: number,
    outputs: number,
    logits: number,
    rows: number,
    block: number,
    sides: number,
    numbers: number,
  ): void;
}

let compiled: object | undefined;

/** The kernel on a memory. */
export function treeFunctions(memory: KernelPages): TreeFunctions {
  compiled ??= compile(kernelBytes);
  return instantiate(compiled, memory) as TreeFunctions;
}

/** Where pieces of so many bytes lie, one after the other, each on a cache line of its own, and where the last ends. */
export function layOut<Piece extends string>(
  pieces: Readonly<Record<Piece, number>>,
  first: number,
): { readonly at: Readonly<Record<Piece, number>>; readonly end: number } {
  const at = {} as Record<Piece, number>;
  let end = first;
  for (const [piece, bytes] of Object.entries<number>(pieces)) {
    at[piece as Piece] = end;
    end += Math.ceil(bytes / 64) * 64;
  }
  return { at, end };
}
