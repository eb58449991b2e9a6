import { bundleReference } from '../bundle/bundle-reference.ts';
import type { Decision } from '../bundle/decision.ts';
import type { GoldenRow } from '../bundle/golden.ts';
import type { BundleContents } from '../bundle/model-package.ts';
import { perMetric } from '../metrics/index.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { defineSchema } from '../schema/define-schema.ts';
import type { TypedTable } from '../table.ts';
import type { Encoding } from '../encoding/feature-encoding.ts';
import { exampleModel } from './example-model.ts';

/** A small schema with a numeric, an ordinal, an open categorical and an optional column, and two classes. */
export const exampleSchema: DatasetSchema = defineSchema({
  name: 'example',
  columns: [
    { name: 'duration', kind: 'numeric' },
    { name: 'risk', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'protocol', kind: 'categorical' },
    { name: 'flagged', kind: 'binary', values: ['no', 'yes'], optional: true },
    { name: 'label', kind: 'binary', role: 'target', values: ['normal', 'attack'], positive: 'attack' },
  ],
});

/** The encoding of the example schema's features. */
export const exampleEncoding: Encoding = [
  { name: 'duration', type: 'number', origin: 0 },
  { name: 'risk', type: 'category', vocabulary: [-1, 0, 1] },
  { name: 'protocol', type: 'category', vocabulary: ['icmp', 'tcp', 'udp'] },
  { name: 'flagged', type: 'category', vocabulary: ['no', 'yes'] },
];

/** Eight typed rows of the example schema, some cells missing. */
export const exampleTable: TypedTable = {
  rows: 8,
  columns: new Map<string, Float64Array | (string | null)[]>([
    ['duration', Float64Array.of(0.5, 1, 2, 4, 8, 16, Number.NaN, 64)],
    ['risk', Float64Array.of(-1, 0, 1, -1, 0, 1, 1, Number.NaN)],
    ['protocol', ['tcp', 'udp', 'icmp', 'tcp', null, 'udp', 'tcp', 'tcp']],
    ['flagged', ['no', 'no', 'yes', 'no', 'yes', 'yes', null, 'no']],
    ['label', ['normal', 'normal', 'attack', 'normal', 'attack', 'attack', 'attack', 'normal']],
  ]),
};

/** A decision for rows with these feature groups, of a model that is half right in everything. */
export function exampleDecision({ groups = [], threshold = 0.5 }: Partial<Decision> = {}): Decision {
  return { groups, threshold, expected: perMetric(() => 0.5), holdout: null };
}

/** Contents of a bundle whose golden row is not what its model gives: for tests that never compute. */
export function exampleContents(version = '1'): BundleContents {
  const golden: GoldenRow[] = [
    {
      note: 'by hand',
      row: { duration: 1.5, risk: Number.NaN, protocol: 'tcp', flagged: null },
      probabilities: [0.25, 0.75],
    },
  ];
  return {
    name: 'example',
    version,
    createdAt: '2026-01-02T03:04:05.000Z',
    schema: exampleSchema,
    signature: { inputs: exampleEncoding, classes: ['normal', 'attack'], positive: 1 },
    decisions: [exampleDecision()],
    model: exampleModel(),
    golden,
    reference: bundleReference(exampleTable, exampleSchema),
    report: '<!doctype html><title>example</title>',
    lineage: {
      runId: 'run-1',
      seed: 7,
      dataDigest: 'd',
      schemaDigest: 's',
      configDigest: 'c',
      splitDigest: 'p',
      backend: 'cpu',
    },
    metrics: { holdout: null, outOfFold: { accuracy: 0.9 } },
    candidate: 'logistic-regression',
    libraries: { '@tensorflow/tfjs-core': '4.22.0' },
  };
}
