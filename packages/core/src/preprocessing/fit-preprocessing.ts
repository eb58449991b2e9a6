import type { Config } from '../config/config-schema.ts';
import { RampartError } from '../errors.ts';
import { cellEncoder } from '../encoding/cell-encoder.ts';
import type { Encoding, FeatureEncoding } from '../encoding/feature-encoding.ts';
import { type Chain, chooseChains } from './choose-chains.ts';
import type { Preprocessing, PreprocessingBlock } from './preprocessing.ts';
import type { FitOptions, Transform } from './transforms/transform.ts';
import { transforms } from './transforms/transforms.ts';

/** What `fitPreprocessing` is told: the settings of the configuration, and what the schema adds. */
export interface PreprocessingOptions
  extends Omit<Config['transformation'], 'minimumCategoryCount' | 'buckets'> {
  /** Whether an encoded column may be missing when serving even where no training row lacks it. */
  readonly mayBeMissing?: (column: number) => boolean;
}

/** A column that a block is to read: its number there, and its training rows. */
interface Input {
  readonly at: number;
  readonly column: Float64Array;
  readonly options: FitOptions;
}

/**
 * Learns the preprocessing of encoded training rows: `columns` are those of `encodeTable`. Columns that hold
 * one value only are left out. Throws RampartError('data') where that leaves nothing.
 */
export function fitPreprocessing(
  encoding: Encoding,
  columns: readonly Float64Array[],
  options: PreprocessingOptions,
): Preprocessing {
  const told = encoding.map((feature) => columnOptions(feature, options));
  const chosen = encoding.map((feature, i) =>
    chooseChains(feature, columns[i]!, options.columns[feature.name] ?? {}, {
      ...options,
      absent: options.mayBeMissing?.(i) ?? false,
    }),
  );
  const toFill = chosen.flatMap(({ filled }, i) => (filled.length > 0 ? [i] : []));
  const chains = new Map<string, { chain: Chain; inputs: Input[] }>();
  const read = (chain: Chain, i: number, at: number) => {
    const key = chain.join();
    const entry = chains.get(key) ?? { chain, inputs: [] };
    entry.inputs.push({ at, column: columns[i]!, options: told[i]! });
    chains.set(key, entry);
  };
  chosen.forEach((choice, i) => {
    for (const chain of choice.chains) read(chain, i, i);
    for (const chain of choice.filled) read(chain, i, encoding.length + toFill.indexOf(i));
  });
  const blocks = [...chains.values()]
    .toSorted((a, b) => compareChains(a.chain, b.chain))
    .map(({ chain, inputs }) =>
      blockOf(
        chain,
        fitInputs(chain, inputs).filter(({ width }) => width > 0),
      ),
    )
    .filter((block) => block.columns.length > 0);
  if (blocks.length === 0) {
    throw new RampartError('data', {
      where: 'the training rows',
      expected: 'at least one feature with two different values',
      received: `${encoding.length} features that are constant or empty`,
      fix: 'Check that the source holds the rows you meant, and that its columns are declared as features.',
    });
  }
  if (toFill.length === 0) return { inputs: encoding.length, blocks };
  return { inputs: encoding.length, filled: fitFilled(encoding, columns, told, toFill), blocks };
}

/** Fills in from the nearest rows by all number columns; those that tell nothing or are complete only help. */
function fitFilled(
  encoding: Encoding,
  columns: readonly Float64Array[],
  told: readonly FitOptions[],
  toFill: readonly number[],
): PreprocessingBlock {
  const inputs = encoding.flatMap(({ type }, at): Input[] => {
    const column = columns[at]!;
    if (type !== 'number' || column.every(Number.isNaN)) return [];
    return [{ at, column, options: { ...told[at]!, context: !toFill.includes(at) } }];
  });
  const chain = ['impute-nearest'];
  return blockOf(chain, fitInputs(chain, inputs));
}

type Bounds = Exclude<NonNullable<FitOptions['clip']>, { quantile: number }>;

/** The options of one column, its constants as they are encoded. */
function columnOptions(feature: FeatureEncoding, options: PreprocessingOptions): FitOptions {
  const { bins, pieces, neighbours, oneHotLevels, columns } = options;
  const { impute = options.impute, clip } = columns[feature.name] ?? {};
  const encode = cellEncoder(feature);
  const constant = typeof impute === 'object' ? encode(impute.constant) : undefined;
  return {
    bins,
    pieces,
    neighbours,
    oneHotLevels,
    ...(constant === undefined ? {} : { constant }),
    ...(clip === undefined ? {} : { clip: 'quantile' in clip ? clip : mapBounds(clip, encode) }),
    ...(feature.type === 'number' ? {} : categoryOptions(feature, oneHotLevels)),
  };
}

function mapBounds({ low = -Infinity, high = Infinity }: Bounds, encode: (bound: number) => number): Bounds {
  return { low: encode(low), high: encode(high) };
}

/** Every bucket is a category of its own, and there are only as many as were asked for. */
function categoryOptions(
  { vocabulary, buckets }: Extract<FeatureEncoding, { type: 'category' }>,
  oneHotLevels: number,
): Pick<FitOptions, 'oneHotLevels' | 'unseen'> {
  if (buckets === undefined) return { oneHotLevels, unseen: vocabulary.length };
  return { oneHotLevels: Math.max(oneHotLevels, buckets), unseen: vocabulary.length + buckets };
}

const places = new Map([...transforms.keys()].map((name, i) => [name, i]));

/** In the order of the last transforms, longer chains first. */
function compareChains(left: Chain, right: Chain): number {
  const place = (chain: Chain) => places.get(chain.at(-1)!)!;
  return place(left) - place(right) || right.length - left.length || (left.join() < right.join() ? -1 : 1);
}

/** An input with its states, one a transform of its chain. */
interface Fitted {
  readonly at: number;
  readonly states: readonly unknown[];
  /** Columns that come out. */
  readonly width: number;
}

function fitInputs(names: Chain, inputs: readonly Input[]): Fitted[] {
  const chain = names.map((name) => transforms.get(name)!);
  const last = chain.at(-1)!;
  const fitted = inputs.map(({ at, column, options }): Fitted => {
    const states = fitChain(chain, column, options);
    return { at, states, width: last.width(states.at(-1)) };
  });
  return last.evenWidths ? fitted.toSorted((a, b) => a.width - b.width) : fitted;
}

function blockOf(names: Chain, fitted: readonly Fitted[]): PreprocessingBlock {
  return {
    columns: fitted.map(({ at }) => at),
    steps: names.map((transform, step) => ({ transform, states: fitted.map(({ states }) => states[step]) })),
  };
}

/** Each transform learns from present values alone, so none has to see what stands in for missing ones. */
function fitChain(
  chain: readonly Transform<unknown>[],
  column: Float64Array,
  options: FitOptions,
): unknown[] {
  let values = column;
  return chain.map((transform) => {
    const state = transform.fit(values, options);
    if (transform.onHost !== undefined) {
      values = values.map((value) => (Number.isNaN(value) ? value : transform.onHost!(value, state)));
    }
    return state;
  });
}
