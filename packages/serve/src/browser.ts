// What runs in a page. Core's entry comes first: it keeps zod from making code, which a strict content policy forbids.
import '@rampart/core/browser';
import {
  type Bundle,
  decodeBundle,
  decodeManifest,
  type NamedBytes,
  RampartError,
  readReference,
} from '@rampart/core/portable';
import { plainProbabilities, readPlainModel } from './plain/plain-model.ts';
import { assemblePredictor } from './predictor/assemble-predictor.ts';
import type { Predictor } from './predictor/predictor.ts';

export { RampartError } from '@rampart/core/portable';
export type { Prediction } from './predictor/prediction.ts';
export type { PredictionResult, Predictor, ScorableRows, TypedRow } from './predictor/predictor.ts';

const manifestFile = 'manifest.json';

/**
 * Fetches a bundle, file by file, from the address of its directory and opens it. Throws a RampartError('bundle')
 * where a file is not to be had or the bundle is damaged.
 */
export async function loadModel(
  address: string | URL,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Predictor> {
  // A page has an address that others are relative to; a worker and Node have none.
  const { document } = globalThis as { readonly document?: { readonly baseURI: string } };
  const directory = new URL(address, document?.baseURI);
  if (!directory.pathname.endsWith('/')) directory.pathname += '/';
  const fetched = async (name: string) => {
    const place = new URL(name, directory);
    const response = await fetch(place, { ...(signal && { signal }) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new RampartError('bundle', {
      where: place.href,
      expected: 'a file of a bundle',
      received: `the answer ${response.status}`,
      fix: 'Give the address of a directory that serves every file of one version of a bundle.',
    });
  };
  const manifest = await fetched(manifestFile);
  const names = Object.keys(decodeManifest(manifest, directory.href).files);
  const files = await Promise.all(names.map(async (name) => [name, await fetched(name)] as const));
  return openModel(new Map([[manifestFile, manifest], ...files]), directory.href);
}

/**
 * A predictor of a bundle's files that computes over plain arrays, without TensorFlow.js. Throws a
 * RampartError('bundle') with all that is wrong with it; `where` is how messages call the bundle.
 */
export function openModel(files: NamedBytes, where = 'the bundle'): Predictor {
  const bundle = decodeBundle(files, where);
  return assemblePredictor(bundle, plainScorer(bundle, where), { reference: () => readReference(bundle) });
}

function plainScorer({ model, signature }: Bundle, where: string) {
  const features = signature.inputs.length;
  const plain = readPlainModel(model, features);
  if (plain === undefined) {
    throw new RampartError('bundle', {
      where,
      expected: 'a model whose layers can be computed without TensorFlow.js',
      received: 'one with others',
      fix: 'Load it on a server with `@rampart/serve`, or upgrade @rampart/serve.',
    });
  }
  const score = (packed: Float32Array) =>
    plainProbabilities(plain, packed, packed.length / features, signature);
  return { backend: 'cpu' as const, onTensors: score, onPlain: score, [Symbol.dispose]() {} };
}
