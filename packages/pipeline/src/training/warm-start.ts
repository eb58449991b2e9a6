import { type Config, type ModelPackage, RampartError } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import { type Encoding, loadModelFiles } from '@rampart/core/tensor';
import type { EncodedRows } from '../features/encoded-rows.ts';
import { monotoneColumns } from '../features/monotone-columns.ts';
import { layerNames } from './export-model.ts';
import type { FittedMember } from './trained-model.ts';
import { type Learner, learnerOf } from './learners/learner.ts';
import type { TrialMember } from './selection/trial.ts';

/** What a training may go on from: the members of a bundle, and what their rows were. */
export interface WarmStart {
  readonly version: string;
  readonly encoding: Encoding;
  /** The ways of its columns that its schema declared monotone. */
  readonly monotone?: EncodedRows['monotone'];
  /** Those whose logits are averaged, in their order. */
  readonly members: readonly FittedMember[];
}

/** Reads the members of a bundle; null where it holds others than those of these learners. */
export async function readWarmStart(
  {
    version,
    schema,
    signature,
    model: files,
  }: Pick<ModelPackage, 'version' | 'schema' | 'signature' | 'model'>,
  learners: readonly Learner[],
): Promise<WarmStart | null> {
  const model = await loadModelFiles(files);
  try {
    const average = model.layers.find(({ name }) => name === 'average');
    const count = average?.inboundNodes[0]!.inboundLayers.length ?? 1;
    const members = Array.from({ length: count }, (_, at): FittedMember | null => {
      for (const learner of learners) {
        const fitted = learner.read(model, layerNames(at));
        if (fitted !== null) return { family: learner.family.name, fitted };
      }
      return null;
    });
    const known = members.filter((member) => member !== null);
    const encoding = signature.inputs;
    const monotone = monotoneColumns(schema, encoding);
    return known.length < count ? null : { version, encoding, monotone, members: known };
  } finally {
    model.dispose();
  }
}

/** Why members can not go on from those of another model on these rows; null where they can. */
export function whyCold(
  warm: WarmStart | null,
  { members, ...rows }: EncodedRows & { readonly members: readonly TrialMember[] },
  learners: readonly Learner[],
): string | null {
  if (warm === null) return 'it was made by another version of Rampart';
  if (digestOf(warm.encoding) !== digestOf(rows.encoding)) return 'its columns or their values are others';
  if (rows.monotone?.some((way, at) => way !== 0 && way !== warm.monotone?.[at])) {
    return 'its columns were not declared monotone in the same way';
  }
  if (warm.members.length !== members.length) return 'it averages another number of members';
  for (const [at, { family, settings }] of members.entries()) {
    const { family: before, fitted } = warm.members[at]!;
    if (before !== family) return 'its members are of other families';
    const cold = learnerOf(learners, family).whyCold(fitted, rows, settings);
    if (cold !== null) return cold;
  }
  return null;
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

/** A version of a bundle and its members; null where those are none of this version's kind. */
export interface WarmStartFrom {
  readonly version: string;
  readonly model: WarmStart | null;
}
