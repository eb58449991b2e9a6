import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeProblem, type Problem } from '../errors.ts';
import { exampleContents, exampleEncoding } from '../testing/example-bundle.ts';
import { resealed } from '../testing/resealed.ts';
import { decodeBundle, verifyBundle } from './decode-bundle.ts';
import { encodeBundle } from './encode-bundle.ts';
import type { Manifest } from './manifest.ts';
import type { BundleContents } from './model-package.ts';
import type { NamedBytes } from './named-bytes.ts';

const test = suite('bundle');

const example = encodeBundle(exampleContents());
const text = (problems: readonly Problem[]) => problems.map(describeProblem).join('\n');
const faults = (files: NamedBytes) => text(verifyBundle(files, '/models/1'));

test('what is encoded is decoded again', () => {
  const contents = exampleContents();
  const bundle = decodeBundle(example, '/models/1');
  deepEqual(bundle.schema, contents.schema);
  deepEqual(bundle.signature, contents.signature);
  deepEqual(bundle.golden, contents.golden);
  deepEqual(bundle.model, contents.model);
  deepEqual(bundle.reference, contents.reference);
  equal(bundle.report, contents.report);
  deepEqual(bundle.decisions, contents.decisions);
  equal(bundle.manifest.createdAt, contents.createdAt);
  equal(bundle.where, '/models/1');
});

test('the same contents give the same bytes', () => {
  deepEqual(encodeBundle(exampleContents()), example);
});

test('one changed byte in any file, at any place, is found', () => {
  for (const [name, content] of example) {
    if (name === 'manifest.json') continue;
    for (const at of [0, content.length >> 1, content.length - 1]) {
      const changed = content.slice();
      changed[at]! ^= 1;
      const problems = verifyBundle(new Map(example).set(name, changed));
      equal(problems.length, 1, name);
      match(text(problems), new RegExp(`the bundle/${name}: expected SHA-256`));
    }
  }
  deepEqual(verifyBundle(example), []);
});

test('one changed byte anywhere in the manifest is found', () => {
  const original = example.get('manifest.json')!;
  for (let at = 0; at < original.length; at += 3) {
    const changed = original.slice();
    changed[at]! ^= 1;
    const around = new TextDecoder().decode(changed.subarray(at - 10, at + 10));
    ok(verifyBundle(new Map(example).set('manifest.json', changed)).length > 0, `byte ${at}: ${around}`);
  }
});

test('all damaged files are told at once', () => {
  const damaged = new Map(example);
  damaged.set('weights.bin', damaged.get('weights.bin')!.subarray(0, 3));
  damaged.delete('golden.json');
  damaged.set('model.json', new Uint8Array([...damaged.get('model.json')!, 32]));
  damaged.set('run.js', new TextEncoder().encode('process.exit(1)'));
  const problems = verifyBundle(damaged, '/models/1');
  equal(problems.length, 4);
  match(text(problems), /models\/1\/weights\.bin: expected \d+ bytes, received 3 bytes/);
  match(text(problems), /golden\.json: expected a file that the manifest lists, received nothing/);
  match(text(problems), /model\.json: expected \d+ bytes, received \d+ bytes/);
  match(text(problems), /run\.js: expected only the files that the manifest lists/);
});

test('a newer format is told first and alone', () => {
  const newer = resealed(example, {}, (manifest) => {
    manifest.format = 9;
    delete manifest.files;
  });
  match(faults(newer), /^[^]*bundle format 9, this version reads up to \d: upgrade @rampart\/serve\.?$/);
  equal(verifyBundle(newer).length, 1);
});

test('a manifest that is missing, no JSON, no text or of another shape', () => {
  match(
    faults(new Map()),
    /\/models\/1\/manifest\.json: expected the manifest of a bundle, received nothing/,
  );
  const strange = resealed(example, {}, (manifest) => {
    manifest.version = 'latest';
    delete (manifest.files as Manifest['files'])['weights.bin'];
  });
  match(faults(strange), /manifest\.json, version: expected a version number as text/);
  match(faults(strange), /manifest\.json, files\.weights\.bin: expected an entry, received nothing/);
  const { length } = example.get('manifest.json')!;
  for (const size of [0, 40, length - 1]) {
    const cut = new Map(example).set('manifest.json', example.get('manifest.json')!.subarray(0, size));
    ok(faults(cut).includes('manifest.json: expected'), `${size} bytes`);
  }
  match(
    faults(new Map([['manifest.json', Uint8Array.of(0xff)]])),
    /manifest\.json: expected a text in UTF-8/,
  );
});

test('file names with path parts are refused', () => {
  for (const name of ['../outside', '/etc/passwd', 'a/b', 'a\\b', '..', '.hidden', '']) {
    const files = resealed(example, { [name]: 'x' });
    ok(verifyBundle(files).length > 0, name);
  }
});

test('a signature that is not the schema’s is never written', () => {
  const contents = exampleContents();
  const faulty: [BundleContents['signature'], RegExp][] = [
    [{ ...contents.signature, positive: 0 }, /signature\.positive: expected 1, received 0/],
    [{ ...contents.signature, classes: ['normal', 'other'] }, /signature\.classes: expected normal, attack/],
    [
      { ...contents.signature, inputs: exampleEncoding.toReversed() },
      /signature\.inputs: expected the schema's/,
    ],
    [
      {
        ...contents.signature,
        inputs: exampleEncoding.map((input) =>
          input.name === 'risk' ? { name: 'risk', type: 'category', vocabulary: [0, 1] } : input,
        ),
      },
      /signature\.inputs\.risk: expected categories -1, 0, 1, received categories 0, 1/,
    ],
    [
      { ...contents.signature, inputs: exampleEncoding.slice(1) },
      /model\.json: expected a model from 3 inputs to 2 classes, received one from 4 inputs to 1 outputs/,
    ],
    [{ ...contents.signature, positive: null }, /model\.json: expected a model from 4 inputs to 2 classes/],
  ];
  for (const [signature, message] of faulty) {
    throws(() => encodeBundle({ ...contents, signature }), message);
  }
});

test('golden rows must hold the inputs and one probability per class', () => {
  const contents = exampleContents();
  const golden = [
    { note: 'short', row: { duration: 1 }, probabilities: [0.2, 0.8] },
    { note: 'many', row: contents.golden[0]!.row, probabilities: [0.2, 0.3, 0.5] },
  ];
  throws(
    () => encodeBundle({ ...contents, golden }),
    /row 1: expected[^]*row 2: expected 2 probabilities, received 3/,
  );
});

test.run();
