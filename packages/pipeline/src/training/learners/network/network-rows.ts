import { digestOf, type NetworkSettings } from '@rampart/core/internal';
import {
  categoricalInputs,
  packRows,
  type Preprocessing,
  preprocessingWidth,
  transformRows,
} from '@rampart/core/tensor';
import { type EncodedRows, fitEncoded } from '../../../features/encoded-rows.ts';
import { maskedGroupsOf } from './masked-groups.ts';
import { type TrainingData } from './training-data.ts';
import { targetsOf } from '../class-logits.ts';

/** Rows as networks see them, and the preprocessing that was fitted on them. */
export interface NetworkRows {
  readonly preprocessing: Preprocessing;
  readonly data: TrainingData;
}

type Transformation = NetworkSettings['transformation'];

/** Transformations of the same rows that are kept for the next network. */
const mostKept = 3;
const kept = new WeakMap<EncodedRows['columns'], Map<string, NetworkRows>>();

/** Fits the preprocessing on rows and transforms them; networks that want the same of the same rows share it. */
export function networkRows(rows: EncodedRows, transformation: Transformation): NetworkRows {
  const { columns, prepared } = rows;
  const digest = digestOf(transformation);
  const mine = kept.get(columns) ?? new Map<string, NetworkRows>();
  kept.set(columns, mine);
  const known = mine.get(digest);
  if (known !== undefined) return known;
  const before = prepared && digestOf(prepared.transformation) === digest ? prepared : undefined;
  const preprocessing = before?.preprocessing ?? fitEncoded(rows, transformation);
  const made = { preprocessing, data: transformEncoded(preprocessing, rows, before?.features) };
  mine.set(digest, made);
  if (mine.size > mostKept) mine.delete(mine.keys().next().value!);
  return made;
}

/** Rows through fitted preprocessing; `features` spares the work where it has been done. */
export function transformEncoded(
  preprocessing: Preprocessing,
  { columns, labels, classes, positive, weights, featureGroups }: EncodedRows,
  features = transformRows(preprocessing, packRows(columns), labels.length),
): TrainingData {
  return {
    rows: labels.length,
    width: preprocessingWidth(preprocessing),
    features,
    targets: targetsOf(labels, classes, positive),
    classes,
    categories: categoricalInputs(preprocessing),
    ...(weights && { weights }),
    ...(featureGroups && { masked: maskedGroupsOf(preprocessing, featureGroups) }),
  };
}
