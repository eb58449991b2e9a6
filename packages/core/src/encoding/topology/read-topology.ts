import { type Problem, RampartError } from '../../errors.ts';
import { dotted, type Path, zodProblems } from '../../zod-problems.ts';
import type { ModelFiles } from '../model-files.ts';
import { parseJson } from '../../parse-json.ts';
import { most, tooMany } from './layer-kind.ts';
import { type ModelJson, modelJson } from './model-json.ts';
import { type ReadLayer, readLayers } from './read-layers.ts';
import { type LayerWeights, readWeights } from './read-weights.ts';

/** One layer of a saved model, with its weights. */
export interface TopologyLayer extends Omit<ReadLayer, 'weights'> {
  readonly weights: LayerWeights;
}

/** A saved model that can be built. */
export interface Topology {
  /** In the order in which they are computed: encoded rows come in at the first, probabilities out of the last. */
  readonly layers: readonly TopologyLayer[];
  /** model.json, checked. */
  readonly json: ModelJson;
}

/**
 * Reads the files of a saved model and checks that they are one: known layers with valid settings, each applied to
 * earlier ones of the right width, none left over, of bounded size, and weights of their shapes with finite numbers.
 * Needs no TensorFlow.js, and takes time in proportion to the files. Throws a RampartError('bundle') with every problem.
 */
export function readTopology({ topology, weights }: ModelFiles, where = 'model.json'): Topology {
  return parseJson(topology, where, (value) => {
    const json = requireModelJson(value, where);
    const layers = requireLayers(json, where);
    const listed = json.weightsManifest.flatMap((group) => group.weights);
    const read = readWeights(layers, listed, weights, where);
    if ('problems' in read) throw new RampartError('bundle', read.problems);
    return { layers: layers.map((layer, at) => ({ ...layer, weights: read.weights[at]! })), json };
  });
}

function requireModelJson(value: unknown, where: string): ModelJson {
  const parsed = modelJson.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
  throw new RampartError('bundle', zodProblems(parsed.error.issues, { schema: modelJson, value, place }));
}

/** The layers, the first of which is where rows come in, and the last where the model ends. */
function requireLayers({ modelTopology: { config } }: ModelJson, where: string): ReadLayer[] {
  const { layers: found, input_layers: inputs, output_layers: outputs } = config;
  const many = tooMany(found.length, most.layers, 'layers');
  if (many) throw new RampartError('bundle', { where, ...many });
  const { layers, problems } = readLayers(found, where);
  const [first, last] = [found[0]!, found.at(-1)!];
  const entries = found.filter((layer) => layer.class_name === 'InputLayer');
  if (entries.length !== 1 || entries[0] !== first || inputs[0][0] !== first.name) {
    const received = entries.map(({ name }) => name).join(', ') || 'none';
    problems.push(end(`${where}, input_layers`, 'one InputLayer, the first layer', received));
  }
  if (outputs[0][0] !== last.name)
    problems.push(end(`${where}, output_layers`, 'the last layer', outputs[0][0]));
  if (problems.length > 0) throw new RampartError('bundle', problems);
  return layers;
}

function end(where: string, expected: string, received: string): Problem {
  return { where, expected, received, fix: 'Copy the model again, or train it anew.' };
}
