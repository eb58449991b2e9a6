import { RampartError } from '../../errors.ts';
import type { Encoding, FeatureEncoding } from '../encode/feature-encoding.ts';
import type { Preprocessing, PreprocessingBlock } from './preprocessing.ts';
import { type FitOptions, type Transform } from './transform.ts';
import { transforms } from './transforms.ts';

/** What `fitPreprocessing` may be told. */
export interface PreprocessingOptions extends FitOptions {
  /** How number columns are scaled: by mean and deviation, by rank, or (`auto`) one copy of each. */
  readonly numeric: 'auto' | 'standardize' | 'quantile';
}

/** A chain of transforms by name. */
type Chain = readonly string[];

/** Every chain there is, in the order of the blocks. */
const chains = {
  standardize: ['impute-median', 'standardize'],
  quantile: ['impute-median', 'quantile'],
  missing: ['missing-flag'],
  category: ['impute-most-frequent', 'one-hot'],
  // Where training rows had missing values, all zeros is their code.
  categoryOrMissing: ['one-hot'],
} as const satisfies Record<string, Chain>;

/**
 * Learns the preprocessing of encoded training rows: `columns` are those of `encodeTable`. Columns that hold
 * one value only are left out. Throws RampartError('data') where that leaves nothing.
 */
export function fitPreprocessing(
  encoding: Encoding,
  columns: readonly Float64Array[],
  options: PreprocessingOptions,
): Preprocessing {
  const chosen = encoding.map((feature, i) => chainsOf(feature, columns[i]!, options));
  const blocks = Object.values<Chain>(chains)
    .map((chain) => {
      const inputs = columns.flatMap((column, i) => (chosen[i]!.includes(chain) ? [{ i, column }] : []));
      return fitBlock(
        chain.map((name) => transforms.get(name)!),
        inputs,
        options,
      );
    })
    .filter((block) => block.columns.length > 0);
  if (blocks.length === 0) {
    throw new RampartError('data', {
      where: 'the training rows',
      expected: 'at least one feature with two different values',
      received: `${encoding.length} features that are constant or empty`,
      fix: 'Check that the source holds the rows you meant, and that its columns are declared as features.',
    });
  }
  return { inputs: encoding.length, blocks };
}

function chainsOf(feature: FeatureEncoding, column: Float64Array, options: PreprocessingOptions): Chain[] {
  const present = column.find((value) => !Number.isNaN(value));
  if (present === undefined) return [];
  const missing = column.some(Number.isNaN);
  if (feature.type === 'category') return [missing ? chains.categoryOrMissing : chains.category];
  const constant = column.every((value) => Number.isNaN(value) || value === present);
  const { numeric } = options;
  return [
    ...(constant || numeric === 'quantile' ? [] : [chains.standardize]),
    ...(constant || numeric === 'standardize' ? [] : [chains.quantile]),
    ...(missing ? [chains.missing] : []),
  ];
}

function fitBlock(
  chain: readonly Transform<unknown>[],
  inputs: readonly { i: number; column: Float64Array }[],
  options: FitOptions,
): PreprocessingBlock {
  const last = chain.at(-1)!;
  // Each transform learns from the present values alone, so none has to see what the one before it made.
  const fitted = inputs
    .map(({ i, column }) => ({ i, states: chain.map((transform) => transform.fit(column, options)) }))
    .filter(({ states }) => last.width(states.at(-1)) > 0);
  return {
    columns: fitted.map(({ i }) => i),
    steps: chain.map(({ name }, at) => ({ transform: name, states: fitted.map(({ states }) => states[at]) })),
  };
}
