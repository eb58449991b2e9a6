import {
  hasSkip,
  type LayerSlots,
  layerSlots,
  type NetworkShape,
  parameterCount,
} from '@rampart/core/tensor';
import { createKernel, type KernelMemory } from './kernel.ts';

/** More memory than this is left to TensorFlow.js. */
const mostBytes = 2 ** 31;

/** Whether the kernel knows all parts of such a network, and memory holds it. */
export function fitsKernel(shape: NetworkShape, capacity: number): boolean {
  return (
    shape.activation === 'relu' &&
    shape.normalization === 'none' &&
    4 * Object.values(layout(shape, capacity, true)).reduce((sum, count) => sum + count, 0) < mostBytes
  );
}

/** Floats of each piece of memory. Pieces of hidden layers carry the layer's number. */
function layout(shape: NetworkShape, capacity: number, training: boolean): Record<string, number> {
  const { inputs, hidden, outputs, members } = shape;
  const all = members * capacity;
  const count = Math.ceil(parameterCount(shape) / 4) * 4;
  const widest = Math.max(...hidden, 0);
  const panels = (width: number) => Math.ceil(width / 8) * 8;
  const widths = [inputs, ...hidden, outputs];
  const packed = widths.map((width, at) => (widths[at - 1] ?? 0) * panels(width));
  const pieces: Record<string, number> = {
    features: capacity * inputs,
    logits: capacity * members * outputs,
    parameters: count,
  };
  for (const [at, units] of hidden.entries()) {
    pieces[`sums ${at}`] = (at === 0 ? capacity : all) * units;
    pieces[`units ${at}`] = all * units;
    if (hasSkip(shape, at)) pieces[`branch ${at}`] = all * units;
    if (training) pieces[`mask ${at}`] = all * units;
  }
  if (training) {
    for (const name of ['gradient', 'first', 'second', 'decay']) pieces[name] = count;
    pieces['logit gradient'] = capacity * members * outputs;
    for (const name of ['delta 0', 'delta 1', 'sum gradient']) pieces[name] = all * widest;
    packed.push(capacity * panels(outputs), ...hidden.map((units) => all * panels(units)));
    packed.push(...widths.slice(1).map((width, at) => width * panels(widths[at]!)));
  }
  pieces.packed = Math.max(...packed);
  return pieces;
}

/**
 * A network of ReLU units in the kernel's memory: forward and back, every operation on whole batches, no tensor and
 * no allocation in between. Rows of members lie one member after the other.
 */
export class FusedNetwork {
  readonly shape: NetworkShape;
  readonly memory: KernelMemory;

  readonly #hidden: readonly LayerSlots[];
  readonly #output: LayerSlots;

  constructor(shape: NetworkShape, capacity: number, training: boolean, threads = 1) {
    this.shape = shape;
    const layers = layerSlots(shape);
    this.#output = layers.pop()!;
    this.#hidden = layers;
    this.memory = createKernel(layout(shape, capacity, training), threads);
  }

  /** Logits [rows × members × outputs] of the first rows of `features`; overwritten by the next call. */
  forward(rows: number, masked: boolean): Float32Array {
    const { kernel, at, view } = this.memory;
    const { members, outputs } = this.shape;
    const [layers, output] = [this.#hidden, this.#output];
    const parameter = ({ start }: { readonly start: number }) => at.parameters! + 4 * start;
    let [input, count] = [at.features!, rows];
    for (const [l, { inputs, units, weights, scale, bias }] of layers.entries()) {
      const [sums, out] = [at[`sums ${l}`]!, at[`units ${l}`]!];
      const branch = at[`branch ${l}`] ?? out;
      kernel.packRows(parameter(weights), units, inputs, units, at.packed!);
      kernel.multiply(input, 4 * inputs, 4, at.packed!, sums, units, count, inputs, units, false);
      const size = 4 * units;
      for (let member = 0; member < members; member++) {
        const offset = member * rows * size;
        kernel.activate(
          sums + (l === 0 ? 0 : offset),
          scale ? parameter(scale) + member * size : 0,
          parameter(bias) + member * size,
          masked ? at[`mask ${l}`]! + offset : 0,
          branch === out ? 0 : input + offset,
          branch + offset,
          out + offset,
          rows,
          units,
        );
      }
      [input, count] = [out, rows * members];
    }
    const { inputs } = output;
    for (let member = 0; member < members; member++) {
      kernel.packRows(
        parameter(output.weights) + 4 * member * inputs * outputs,
        outputs,
        inputs,
        outputs,
        at.packed!,
      );
      const from = input + (layers.length === 0 ? 0 : 4 * member * rows * inputs);
      const to = at.logits! + 4 * member * outputs;
      kernel.multiply(from, 4 * inputs, 4, at.packed!, to, members * outputs, rows, inputs, outputs, false);
    }
    kernel.addBias(at.logits!, parameter(output.bias), rows, members * outputs);
    return view(at.logits!, rows * members * outputs);
  }

  /** Fills `gradient` from `logit gradient` [rows × members × outputs], after `forward` on the same rows. */
  backward(rows: number, masked: boolean): void {
    const { kernel, at } = this.memory;
    const { members, outputs, hidden } = this.shape;
    const [layers, output] = [this.#hidden, this.#output];
    const parameter = ({ start }: { readonly start: number }) => at.parameters! + 4 * start;
    const gradient = ({ start }: { readonly start: number }) => at.gradient! + 4 * start;
    const unitsOf = (layer: number) => (layer < 0 ? at.features! : at[`units ${layer}`]!);

    const { inputs } = output;
    const step = members * outputs;
    let [delta, next] = [at['delta 0']!, at['delta 1']!];
    for (let member = 0; member < members; member++) {
      const cost = at['logit gradient']! + 4 * member * outputs;
      const input = unitsOf(hidden.length - 1) + (hidden.length === 0 ? 0 : 4 * member * rows * inputs);
      const place = 4 * member * inputs * outputs;
      kernel.packRows(cost, step, rows, outputs, at.packed!);
      kernel.multiply(
        input,
        4,
        4 * inputs,
        at.packed!,
        gradient(output.weights) + place,
        outputs,
        inputs,
        rows,
        outputs,
        false,
      );
      if (hidden.length === 0) continue;
      kernel.packColumns(parameter(output.weights) + place, outputs, outputs, inputs, at.packed!);
      const to = delta + 4 * member * rows * inputs;
      kernel.multiply(cost, 4 * step, 4, at.packed!, to, inputs, rows, outputs, inputs, false);
    }
    kernel.sumRows(at['logit gradient']!, rows, step, gradient(output.bias));

    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs: width, units, weights, scale, bias } = layers[l]!;
      const size = 4 * units;
      const back = at['sum gradient']!;
      for (let member = 0; member < members; member++) {
        const offset = member * rows * size;
        kernel.deactivate(
          delta + offset,
          (at[`branch ${l}`] ?? unitsOf(l)) + offset,
          at[`sums ${l}`]! + (l === 0 ? 0 : offset),
          scale ? parameter(scale) + member * size : 0,
          masked ? at[`mask ${l}`]! + offset : 0,
          gradient(bias) + member * size,
          scale ? gradient(scale) + member * size : 0,
          back + (l === 0 ? 0 : offset),
          rows,
          units,
          l === 0 && member > 0,
        );
      }
      const count = l === 0 ? rows : rows * members;
      kernel.packRows(back, units, count, units, at.packed!);
      const to = gradient(weights);
      kernel.multiply(unitsOf(l - 1), 4, 4 * width, at.packed!, to, units, width, count, units, false);
      if (l === 0) break;
      const skip = hasSkip(this.shape, l);
      const target = skip ? delta : next;
      kernel.packColumns(parameter(weights), units, units, width, at.packed!);
      kernel.multiply(back, size, 4, at.packed!, target, width, count, units, width, skip);
      if (!skip) [delta, next] = [next, delta];
    }
  }
}
