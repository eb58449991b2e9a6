import type { Encoding } from '@rampart/core/tensor';
import type { JudgedFeatures } from './selection/judge-features.ts';

/** What a model knows from one feature. */
export interface FeatureImportance {
  readonly name: string;
  /**
   * By how much the log-loss rises once its values are permuted among rows that the model has not seen, in nats a row;
   * null where that was not tried.
   */
  readonly logLoss: number | null;
  /** Of that rise, with rows of one group taken together. */
  readonly standardError: number | null;
  /** Its share of what all splits took off the training loss; null where no member of the model splits. */
  readonly splitGain: number | null;
}

/** What a model knows from which feature. */
export interface Importance {
  /** Rows that were scored with features permuted; 0 where none were. */
  readonly rows: number;
  /** All features, the most important one first; none where nothing is known of any. */
  readonly features: readonly FeatureImportance[];
}

/** Puts together what permuting and splits say of features; those that were not permuted come last. */
export function featureImportance(
  encoding: Encoding,
  { rows, rises }: Pick<JudgedFeatures, 'rows' | 'rises'>,
  gains: Float64Array | null,
): Importance {
  if (rows === 0 && gains === null) return { rows, features: [] };
  const features = encoding.map(
    ({ name }, column): FeatureImportance => ({
      name,
      logLoss: rises[column]?.logLoss ?? null,
      standardError: rises[column]?.standardError ?? null,
      splitGain: gains?.[column] ?? null,
    }),
  );
  const falling =
    (of: (one: FeatureImportance) => number | null) => (a: FeatureImportance, b: FeatureImportance) =>
      (of(b) ?? Number.NEGATIVE_INFINITY) - (of(a) ?? Number.NEGATIVE_INFINITY) || 0;
  return {
    rows,
    features: features
      .toSorted(falling(({ splitGain }) => splitGain))
      .toSorted(falling(({ logLoss }) => logLoss)),
  };
}
