import type { ColumnChoice } from '../encoding/column-choices.ts';
import type { Config } from '../config/config-schema.ts';
import type { FeatureEncoding } from '../encoding/feature-encoding.ts';
import { chooseScale } from './choose-scale.ts';

/** Transforms by name, each fed by the one before it. */
export type Chain = readonly string[];

/** What a column becomes: its chains, and whether they read it with its gaps filled from the nearest rows. */
export interface Chosen {
  /** Chains that read the column as encoded. */
  readonly chains: readonly Chain[];
  /** Chains that read the column after its missing values have been filled from the nearest rows. */
  readonly filled: readonly Chain[];
}

/** The settings that decide about chains. */
export type ChainOptions = Pick<Config['transformation'], 'numeric' | 'impute' | 'pieces'>;

type Impute = NonNullable<ColumnChoice['impute']>;

/** Chooses what becomes of one encoded column; `absent` tells that it may be missing when serving, as whole groups are. */
export function chooseChains(
  feature: FeatureEncoding,
  column: Float64Array,
  choice: ColumnChoice,
  { absent, ...options }: ChainOptions & { readonly absent: boolean },
): Chosen {
  const present = column.find((value) => !Number.isNaN(value));
  if (present === undefined) return { chains: [], filled: [] };
  const gaps = column.some(Number.isNaN);
  const constant = column.every((value) => Number.isNaN(value) || value === present);
  const facts = { gaps, constant, absent };
  if (feature.type === 'category') return { chains: categoryChains(choice, facts), filled: [] };
  const flag = (choice.indicator ?? (gaps || absent)) ? [['missing-flag']] : [];
  if (constant) return { chains: flag, filled: [] };

  const scale = choice.scale ?? options.numeric;
  const scales = scale === 'auto' ? [chooseScale(column, options.pieces)] : [...new Set([scale].flat())];
  const clip = choice.clip === undefined ? [] : ['clip'];
  const impute = choice.impute ?? options.impute;
  // Comparing rows costs: by a setting for all columns only where values have been missing, or may be.
  if (impute === 'knn' && (gaps || absent || choice.impute !== undefined)) {
    return { chains: flag, filled: scales.map((name) => [...clip, name]) };
  }
  const step = imputer(impute === 'knn' ? 'mean' : impute);
  return { chains: [...scales.map((name) => [step, ...clip, name]), ...flag], filled: [] };
}

interface Facts {
  readonly gaps: boolean;
  readonly constant: boolean;
  readonly absent: boolean;
}

/** A category that may be missing needs no flag in one-hot: all zeros is its code, unless it is to be filled in. */
function categoryChains(
  { encode, impute, indicator }: ColumnChoice,
  { gaps, constant, absent }: Facts,
): Chain[] {
  const last = encode === 'frequency' ? 'frequency' : 'one-hot';
  const known = indicator ?? (impute === undefined ? gaps || absent : absent);
  const flag = known && (impute !== undefined || last === 'frequency') ? [['missing-flag']] : [];
  if (constant && last === 'frequency') return flag;
  const step = imputer(impute ?? 'most-frequent');
  return [impute === undefined && known ? [last] : [step, last], ...flag];
}

function imputer(impute: Impute): string {
  return typeof impute === 'string' ? `impute-${impute}` : 'impute-constant';
}
