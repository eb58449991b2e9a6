import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { perMetric } from '../metrics/index.ts';
import { defineSchema } from '../schema/define-schema.ts';
import {
  exampleContents,
  exampleDecision,
  format1Bundle,
  rejects,
  temporaryDirectory,
} from '../testing/index.ts';
import { editManifest, texts, written } from './bundle.test.kit.ts';
import type { Decision } from './decision.ts';
import { readBundle, verifyBundle } from './read-bundle.ts';

const test = suite('manifest');

test('the decisions of feature groups are kept, and must be about those of the schema', async () => {
  await using directory = await temporaryDirectory();
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
  const bundle = await readBundle(await written(directory.path, { ...contents, schema, decisions }));
  deepEqual(bundle.decisions, decisions);
  deepEqual(bundle.schema.featureGroups, schema.featureGroups);
  const other = (version: string, ...list: Decision[]) =>
    written(directory.path, { ...contents, version, schema, decisions: list });
  await rejects(
    other('2', exampleDecision({ groups: ['dear'] })),
    /decisions: expected the feature groups of the schema \(cheap\)/,
  );
  await rejects(
    other('3', ...decisions.toReversed()),
    /decisions\.0\.groups: expected all feature groups of the schema \(cheap\)/,
  );
  await rejects(other('4'), /decisions: expected/);
});

test('a stated prevalence and a review band are kept, and are not there where there are none', async () => {
  await using directory = await temporaryDirectory();
  const [plain] = (await readBundle(await written(directory.path))).decisions;
  ok(!('review' in plain! || 'prevalence' in plain!));
  const decisions = [{ ...exampleDecision(), prevalence: 0.001, review: [0.2, 0.6] as const }];
  const path = await written(directory.path, { ...exampleContents('2'), decisions });
  deepEqual((await readBundle(path)).decisions, decisions);
  await editManifest(path, (manifest) => {
    manifest.decisions = [{ ...decisions[0], review: [0.6, 0.2], prevalence: 1 }];
  });
  const found = texts(await verifyBundle(path));
  match(found, /decisions\.0\.review: expected the lower end first/);
  match(found, /decisions\.0\.prevalence: expected less than 1/);
});

test('the manifest lists the layers of the model, those of a model inside it too, each once', async () => {
  await using directory = await temporaryDirectory();
  const contents = exampleContents();
  const layer = (class_name: string, layers?: object[]) => ({ class_name, config: { layers } });
  const inner = layer('Functional', [layer('InputLayer'), layer('Mine')]);
  const modelTopology = layer('Model', [layer('InputLayer'), inner, layer('Mine'), layer('Other')]);
  const model = { ...contents.model, topology: JSON.stringify({ modelTopology }) };
  const { manifest } = await readBundle(await written(directory.path, { ...contents, model }));
  deepEqual(manifest.layers, ['InputLayer', 'Functional', 'Mine', 'Other']);
  const none = await readBundle(await written(directory.path, exampleContents('2')));
  deepEqual(none.manifest.layers, []);
});

test('fields that a later version has added are passed over', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  const { decisions } = await readBundle(path);
  await editManifest(path, (manifest) => {
    const later = { later: { any: ['thing'] } };
    Object.assign(manifest, later);
    for (const part of ['lineage', 'metrics']) Object.assign(manifest[part] as object, later);
    for (const one of manifest.decisions as object[]) Object.assign(one, later);
  });
  deepEqual((await readBundle(path)).decisions, decisions);
});

test('a bundle of format 1 is read into the same shape', async () => {
  const bundle = await readBundle(format1Bundle);
  const { decisions, manifest } = bundle;
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

  await using directory = await temporaryDirectory();
  const path = join(directory.path, '1');
  await cp(format1Bundle, path, { recursive: true });
  await editManifest(path, (changed) => {
    changed.threshold = 2;
    changed.colour = 'red';
  });
  const problems = texts(await verifyBundle(path));
  match(problems, /manifest\.json, threshold: /);
  match(problems, /manifest\.json, colour: expected one of the known names/);
});

test('a bundle of format 1 without feature groups has the one decision of all its rows', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  const before = await readBundle(path);
  await editManifest(path, (manifest) => {
    for (const name of ['decisions', 'layers']) delete manifest[name];
    Object.assign(manifest, { format: 1, threshold: 0.25, review: [0.2, 0.3] });
    manifest.metrics = {
      outOfFold: { accuracy: 0.9, f1: null },
      holdout: { accuracy: { value: 0.8, low: 0.7, high: 0.9 } },
    };
  });
  const { decisions } = await readBundle(path);
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
  deepEqual(before.golden, (await readBundle(path)).golden);
});

test.run();
