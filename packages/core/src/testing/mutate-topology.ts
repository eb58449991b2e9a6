import type { Random } from '../random.ts';

/** model.json as plain data that anybody may have written. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Layer = { name: string; class_name: string; config: { [key: string]: Json }; inbound_nodes: Json[][][] };
type Weight = { name: string; shape: number[]; dtype: string };

/** A topology that can be changed, with the parts that changes are made to. */
interface Draft {
  readonly json: { [key: string]: Json };
  readonly layers: Layer[];
  readonly weights: Weight[];
  readonly random: Random;
}

const strangeNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'a/b', 'x'.repeat(5000)];
const strangeValues: readonly Json[] = [null, true, -1, 0.5, 1e9, 1e308, 2 ** 53, '', 'abc', [], [[]], {}];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.integer(list.length)]!;
}

/** Stands for lists in lists in lists, which JSON.stringify cannot write. */
const deep = 'lists in lists';

/** Every place of a value inside plain data, as the object or list that holds it and the key. */
function places(value: Json, found: [Json[] | { [key: string]: Json }, string][] = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push([value as { [key: string]: Json }, key]);
    places(inner, found);
  }
  return found;
}

/** Ways to damage a topology; each leaves JSON, and most leave what TensorFlow.js would begin to build. */
export const mutations: Readonly<Record<string, (draft: Draft) => void>> = {
  'a layer less': ({ layers, random }) => layers.splice(random.integer(layers.length), 1),
  'a layer twice': ({ layers, random }) => layers.push(structuredClone(pick(random, layers))),
  'layers in another order': ({ layers, random }) => {
    const [layer] = layers.splice(random.integer(layers.length), 1);
    layers.splice(random.integer(layers.length), 0, layer!);
  },
  'an input that is not there': ({ layers, random }) => {
    pick(random, layers.slice(1)).inbound_nodes[0]![0]![0] = 'nowhere';
  },
  'an input of a strange name': ({ layers, random }) => {
    pick(random, layers.slice(1)).inbound_nodes[0]![0]![0] = pick(random, strangeNames);
  },
  'another input': ({ layers, random }) => {
    pick(random, layers.slice(1)).inbound_nodes[0]![0]![0] = pick(random, layers).name;
  },
  'a cycle': ({ layers, random }) => {
    const at = 1 + random.integer(layers.length - 1);
    const later = at + random.integer(layers.length - at);
    layers[at]!.inbound_nodes[0]![0]![0] = layers[later]!.name;
  },
  'another node or output of a layer': ({ layers, random }) => {
    pick(random, layers.slice(1)).inbound_nodes[0]![0]![1 + random.integer(2)] = pick(random, [1, -1, 1e9]);
  },
  'inputs given to the call': ({ layers, random }) => {
    pick(random, layers.slice(1)).inbound_nodes[0]![0]![3] = pick(random, [{ training: true }, null, []]);
  },
  'no inputs, or called twice': ({ layers, random }) => {
    const layer = pick(random, layers.slice(1));
    layer.inbound_nodes = pick(random, [[], [[]], [...layer.inbound_nodes, ...layer.inbound_nodes]]);
  },
  'a layer of another name': ({ layers, random }) => {
    const layer = pick(random, layers);
    layer.name = pick(random, [...strangeNames, pick(random, layers).name]);
    if (random.next() < 0.5) layer.config['name'] = layer.name;
  },
  'a name of its own in the configuration': ({ layers, random }) => {
    pick(random, layers).config['name'] = pick(random, [...strangeNames, 'other']);
  },
  'another class of layer': ({ layers, random }) => {
    const classes = [
      'Dense',
      'Evil',
      'RampartEvil',
      'Average',
      'InputLayer',
      'Sequential',
      '__proto__',
      'constructor',
    ];
    pick(random, layers).class_name = pick(random, classes);
  },
  'a setting more': ({ layers, random }) => {
    const { config } = pick(random, layers);
    const key = pick(random, [
      'batch_input_shape',
      'batchInputShape',
      'dtype',
      'model_config',
      'weights',
      ...strangeNames,
    ]);
    Object.defineProperty(config, key, {
      value: pick(random, strangeValues),
      enumerable: true,
      configurable: true,
    });
  },
  'another value somewhere': ({ json, random }) => {
    const [holder, key] = pick(random, places(json));
    Reflect.set(holder, key, pick(random, strangeValues));
  },
  'a value less somewhere': ({ json, random }) => {
    const [holder, key] = pick(random, places(json));
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  'a value that is huge': ({ json, random }) => {
    const numbers = places(json).filter(([holder, key]) => typeof Reflect.get(holder, key) === 'number');
    const [holder, key] = pick(random, numbers);
    Reflect.set(holder, key, pick(random, [1e6, 2 ** 31, 1e12, Number.MAX_SAFE_INTEGER]));
  },
  'a list that is huge': ({ json, random }) => {
    const lists = places(json).filter(([holder, key]) => Array.isArray(Reflect.get(holder, key)));
    const [holder, key] = pick(random, lists);
    const [first = 1] = Reflect.get(holder, key) as Json[];
    Reflect.set(holder, key, new Array<Json>(20_000).fill(first));
  },
  'nesting without end': ({ json, random }) => {
    const [holder, key] = pick(random, places(json));
    Reflect.set(holder, key, deep);
  },
  'another shape of a weight': ({ weights, random }) => {
    const weight = pick(random, weights);
    weight.shape = pick(random, [
      weight.shape.toReversed(),
      weight.shape.slice(1),
      [1e9, 1e9],
      [-1],
      [0],
      [],
    ]);
  },
  'another type of a weight': ({ weights, random }) => {
    pick(random, weights).dtype = pick(random, ['int32', 'bool', 'float16', 'string', 'complex64']);
  },
  'another name of a weight': ({ weights, random }) => {
    pick(random, weights).name = pick(random, [...strangeNames, pick(random, weights).name]);
  },
  'weights in another order': ({ weights, random }) => {
    const [weight] = weights.splice(random.integer(weights.length), 1);
    weights.splice(random.integer(weights.length), 0, weight!);
  },
  'weights less': ({ weights, random }) => weights.splice(random.integer(weights.length)),
  'a weight more': ({ weights }) => weights.push({ name: 'more', shape: [1], dtype: 'float32' }),
  'quantised weights': ({ weights, random }) => {
    Object.assign(pick(random, weights), { quantization: { dtype: 'uint8', scale: 1e9, min: 0 } });
  },
  'another input or output of the model': ({ json, layers, random }) => {
    const { config } = json['modelTopology'] as { config: { [key: string]: Json } };
    config[pick(random, ['input_layers', 'output_layers'])] = [[pick(random, layers).name, 0, 0]];
  },
  'a model within the model': ({ json }) => {
    const topology = json['modelTopology'] as { [key: string]: Json };
    topology['model_config'] = structuredClone(topology);
  },
};

/** The text of model.json after one of the mutations. */
export function mutateTopology(topology: string, mutation: string, random: Random): string {
  const json = JSON.parse(topology) as Draft['json'];
  const { config } = json['modelTopology'] as unknown as { config: { layers: Layer[] } };
  const [group] = json['weightsManifest'] as unknown as [{ weights: Weight[] }];
  mutations[mutation]!({ json, layers: config.layers, weights: group.weights, random });
  const depth = 100_000;
  return JSON.stringify(json).replace(JSON.stringify(deep), '['.repeat(depth) + ']'.repeat(depth));
}
