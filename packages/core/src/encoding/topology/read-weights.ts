import { listed as few, type Problem } from '../../errors.ts';
import type { WeightJson } from './model-json.ts';
import type { ReadLayer } from './read-layers.ts';
import { counted } from '../../counted.ts';

/** One array of weights: row-major numbers and their shape. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The weights of one layer by their names in it. */
export type LayerWeights = ReadonlyMap<string, WeightArray>;

const fix = 'Copy the model again, or train it anew.';

/**
 * The weights of every layer, where model.json lists exactly those that the layers need, the file has as many bytes,
 * and every number is finite; else a problem for each that is not so.
 */
export function readWeights(
  layers: readonly ReadLayer[],
  listed: readonly WeightJson[],
  bytes: Uint8Array,
  where: string,
): { weights: LayerWeights[] } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const differ = (name: string, expected: string, received: string) =>
    problems.push({ where: `${where}, weights \`${name.slice(0, 80)}\``, expected, received, fix });

  const left = new Map<string, { readonly shape: readonly number[]; readonly start: number }>();
  let count = 0;
  for (const { name, shape } of listed) {
    if (left.has(name)) differ(name, 'one entry', 'two');
    left.set(name, { shape, start: count });
    count += sizeOf(shape);
  }
  const needed = layers.map((layer) => {
    const own = new Map<string, { readonly shape: readonly number[]; readonly start: number }>();
    for (const { name, shape } of layer.weights) {
      const full = `${layer.name}/${name}`;
      const found = left.get(full);
      left.delete(full);
      if (found && sameShape(found.shape, shape)) own.set(name, found);
      else differ(full, `the shape [${few(shape)}]`, found ? `[${few(found.shape)}]` : 'nothing');
      // A layer may ask for more than could ever be listed: the first that is missing is enough.
      if (found === undefined) break;
    }
    return own;
  });
  for (const name of left.keys()) differ(name, 'a layer that needs them', 'none');
  if (problems.length === 0 && 4 * count !== bytes.byteLength) {
    const expected = `${4 * count} bytes in weights.bin, as the layers need`;
    problems.push({ where, expected, received: counted(bytes.byteLength, 'byte'), fix });
  }
  if (problems.length > 0) return { problems };

  const all = floatsOf(bytes);
  const weights = needed.map((own, at) => {
    const arrays = new Map<string, WeightArray>();
    for (const [name, { shape, start }] of own) {
      const data = all.subarray(start, start + sizeOf(shape));
      arrays.set(name, { shape, data });
      const strange = data.findIndex((value) => !Number.isFinite(value));
      if (strange < 0) continue;
      differ(`${layers[at]!.name}/${name}`, 'finite numbers', `${data[strange]} as number ${strange + 1}`);
    }
    return arrays;
  });
  return problems.length > 0 ? { problems } : { weights };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function sameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((size, i) => size === other[i]);
}

/** The bytes as float32 numbers; a copy where they start at an offset that float32 cannot start at. */
function floatsOf(bytes: Uint8Array): Float32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
