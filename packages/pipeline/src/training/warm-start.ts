import { type Config, digestOf, readBundle, RampartError } from '@rampart/core';
import {
  type Encoding,
  loadModelFiles,
  NetworkLayer,
  type NetworkShape,
  parameterCount,
  type Preprocessing,
  PreprocessingLayer,
} from '@rampart/core/tensor';
import type { CandidateSettings } from './selection/candidate-settings.ts';
import type { FittedNetwork } from './learners/network/fit-network.ts';

/** What a training may go on from: the networks of a bundle and all that makes their inputs. */
export interface WarmStart {
  readonly version: string;
  readonly encoding: Encoding;
  /** Those whose logits are averaged, in their order. */
  readonly branches: readonly {
    readonly preprocessing: Preprocessing;
    readonly network: Pick<FittedNetwork, 'shape' | 'copies'>;
  }[];
}

/** Rate and epochs of a network that goes on, as a share of those of one that starts from random numbers. */
const warmShare = 1 / 3;

/** Reads the networks of a bundle; null where it holds none of this version's kind. */
export async function readWarmStart(directory: string): Promise<WarmStart | null> {
  const { version, signature, model: files } = await readBundle(directory);
  const model = await loadModelFiles(files);
  try {
    const preprocessings = model.layers.filter((layer) => layer instanceof PreprocessingLayer);
    const branches = preprocessings.map(({ name, preprocessing }) => {
      const suffix = name.slice('preprocessing'.length);
      const layer = model.layers.find((one) => one.name === `network${suffix}`);
      return layer instanceof NetworkLayer ? { preprocessing, network: networkOf(layer) } : undefined;
    });
    const known = branches.filter((branch) => branch !== undefined);
    if (known.length === 0 || known.length < branches.length) return null;
    return { version, encoding: signature.inputs, branches: known };
  } finally {
    model.dispose();
  }
}

function networkOf(layer: NetworkLayer): Pick<FittedNetwork, 'shape' | 'copies'> {
  const shape = layer.network;
  const flat = layer.getWeights().flatMap((weights) => [...weights.dataSync<'float32'>()]);
  const length = parameterCount(shape);
  const copies = Array.from({ length: layer.copies }, (_, copy) =>
    Float32Array.from(flat.slice(copy * length, (copy + 1) * length)),
  );
  return { shape, copies };
}

/**
 * Why networks can not go on from the others; null where they can. `preprocessing` is what the rows at hand would
 * be given: the kinds of its blocks count, not what it learned, because the other one's is used.
 */
export function whyCold(
  warm: WarmStart | null,
  fresh: {
    readonly encoding: Encoding;
    readonly branches: readonly {
      readonly preprocessing: Preprocessing;
      readonly shape: NetworkShape;
    }[];
  },
): string | null {
  if (warm === null) return 'it was made by another version of Rampart';
  if (digestOf(warm.encoding) !== digestOf(fresh.encoding)) return 'its columns or their values are others';
  if (warm.branches.length !== fresh.branches.length) return 'it averages another number of networks';
  for (const [at, { preprocessing, shape }] of fresh.branches.entries()) {
    const { preprocessing: other, network } = warm.branches[at]!;
    if (digestOf(kindOf(other)) !== digestOf(kindOf(preprocessing))) {
      return 'its columns are transformed in another way';
    }
    const { inputs: _, ...before } = network.shape;
    const { inputs: __, ...now } = shape;
    if (digestOf(before) !== digestOf(now)) return 'its network has another shape than the chosen one';
    if (network.copies.length > 1) return 'it averages another number of networks';
  }
  return null;
}

/** The settings of a network that goes on: it has little left to learn, and a high rate would undo what it knows. */
export function warmSettings(settings: CandidateSettings): CandidateSettings {
  return {
    ...settings,
    learningRate: warmShare * settings.learningRate,
    epochs: Math.ceil(warmShare * settings.epochs),
    minimumSteps: Math.ceil(warmShare * settings.minimumSteps),
  };
}

/**
 * Throws RampartError('config') where rows that the network learned from may lie in the holdout of this run: its
 * score there would be memory. A split by time or key, and a holdout of its own, keep held-out rows held out.
 */
export function requireUnseenHoldout({
  sameSplit,
  by,
  ownHoldout,
}: {
  /** Whether the network was trained under this very split. */
  readonly sameSplit: boolean;
  readonly by: Config['split']['by'];
  readonly ownHoldout: boolean;
}): void {
  if (sameSplit || ownHoldout || by === 'time' || by === 'key') return;
  throw new RampartError('config', {
    where: '`training.warmStart`',
    expected: 'a split under which rows that were held out once stay held out',
    received: `\`split.by: ${by}\` over other rows than those of the version in production`,
    fix: 'Set `split.by` to `time` or `key` for all versions, give a `--holdout` of its own, or leave `training.warmStart` out.',
  });
}

function kindOf({ inputs, filled, blocks }: Preprocessing): unknown {
  const kind = ({ columns, steps }: Preprocessing['blocks'][number]) => ({
    columns: columns.toSorted((a, b) => a - b),
    steps: steps.map(({ transform }) => transform),
  });
  return { inputs, filled: filled && kind(filled), blocks: blocks.map(kind) };
}
