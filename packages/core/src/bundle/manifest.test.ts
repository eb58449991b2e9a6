import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeProblem } from '../errors.ts';
import { perMetric } from '../metrics/index.ts';
import { defineSchema } from '../schema/define-schema.ts';
import { readBundleDirectory } from '../store/bundle-directory.ts';
import { exampleContents, exampleDecision, format1Bundle, resealed } from '../testing/index.ts';
import { decodeBundle, verifyBundle } from './decode-bundle.ts';
import type { Decision } from './decision.ts';
import { encodeBundle } from './encode-bundle.ts';
import type { NamedBytes } from './named-bytes.ts';

const test = suite('manifest');
const example = encodeBundle(exampleContents());
const faults = (files: NamedBytes) => verifyBundle(files).map(describeProblem).join('\n');

test('the decisions of feature groups are kept, and must be about those of the schema', () => {
  const contents = exampleContents();
  const schema = defineSchema({
    ...contents.schema,
    featureGroups: [{ name: 'cheap', cost: 0, columns: ['duration', 'risk'] }],
  });
  const complete = exampleDecision({ groups: ['cheap'], threshold: 0.25 });
  const decisions = [
    { ...complete, holdout: { ...complete.expected, rocAuc: null } },
    exampleDecision({ threshold: 0.75 }),
  ];
  const bundle = decodeBundle(encodeBundle({ ...contents, schema, decisions }));
  deepEqual(bundle.decisions, decisions);
  deepEqual(bundle.schema.featureGroups, schema.featureGroups);
  const other =
    (...list: Decision[]) =>
    () =>
      encodeBundle({ ...contents, schema, decisions: list });
  throws(
    other(exampleDecision({ groups: ['dear'] })),
    /decisions: expected the feature groups of the schema \(cheap\)/,
  );
  throws(
    other(...decisions.toReversed()),
    /decisions\.0\.groups: expected all feature groups of the schema \(cheap\)/,
  );
  throws(other(), /decisions: expected/);
});

test('a stated prevalence and a review band are kept, and are not there where there are none', () => {
  const [plain] = decodeBundle(example).decisions;
  ok(!('review' in plain! || 'prevalence' in plain!));
  const decisions = [{ ...exampleDecision(), prevalence: 0.001, review: [0.2, 0.6] as const }];
  const files = encodeBundle({ ...exampleContents(), decisions });
  deepEqual(decodeBundle(files).decisions, decisions);
  const found = faults(
    resealed(files, {}, (manifest) => {
      manifest.decisions = [{ ...decisions[0], review: [0.6, 0.2], prevalence: 1 }];
    }),
  );
  match(found, /decisions\.0\.review: expected the lower end first/);
  match(found, /decisions\.0\.prevalence: expected less than 1/);
});

test('the manifest lists the layers of the model, each once', () => {
  deepEqual(decodeBundle(example).manifest.layers, [
    'InputLayer',
    'RampartPreprocessing',
    'RampartNetwork',
    'Average',
    'RampartTrees',
    'RampartWeightedAverage',
    'RampartCompleteRows',
    'RampartCalibration',
  ]);
});

test('fields that a later version has added are passed over', () => {
  const { decisions } = decodeBundle(example);
  const later = { later: { any: ['thing'] } };
  const files = resealed(example, {}, (manifest) => {
    Object.assign(manifest, later);
    for (const part of ['lineage', 'metrics']) Object.assign(manifest[part] as object, later);
    for (const one of manifest.decisions as object[]) Object.assign(one, later);
  });
  deepEqual(decodeBundle(files).decisions, decisions);
});

test('a bundle of format 1 is read into the same shape', async () => {
  const files = await readBundleDirectory(format1Bundle);
  const { decisions, manifest } = decodeBundle(files);
  deepEqual(
    decisions.map(({ groups, threshold }) => [groups, threshold]),
    [
      [['url', 'whois'], 0.45855508066746964],
      [['url'], 0.2540943962472928],
      [['whois'], 0.4170716596474061],
    ],
  );
  ok(decisions.every(({ prevalence, review }) => prevalence === 0.2 && review![0] < review![1]));
  equal(decisions[1]!.holdout!.accuracy, 0.7080675422138838);
  deepEqual([manifest.format, manifest.layers, manifest.decisions], [2, undefined, decisions]);

  const problems = faults(
    resealed(files, {}, (changed) => {
      changed.threshold = 2;
      changed.colour = 'red';
    }),
  );
  match(problems, /manifest\.json, threshold: /);
  match(problems, /manifest\.json, colour: expected one of the known names/);
});

test('a bundle of format 1 without feature groups has the one decision of all its rows', () => {
  const files = resealed(example, {}, (manifest) => {
    for (const name of ['decisions', 'layers']) delete manifest[name];
    Object.assign(manifest, { format: 1, threshold: 0.25, review: [0.2, 0.3] });
    manifest.metrics = {
      outOfFold: { accuracy: 0.9, f1: null },
      holdout: { accuracy: { value: 0.8, low: 0.7, high: 0.9 } },
    };
  });
  const { decisions, golden } = decodeBundle(files);
  const undefinedYet = perMetric(() => null);
  deepEqual(decisions, [
    {
      groups: [],
      threshold: 0.25,
      review: [0.2, 0.3],
      expected: { ...undefinedYet, accuracy: 0.9 },
      holdout: { ...undefinedYet, accuracy: 0.8 },
    },
  ]);
  deepEqual(golden, decodeBundle(example).golden);
});

test.run();
