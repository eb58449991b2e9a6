import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { suite } from 'uvu';
import { exampleContents } from '../testing/example-bundle.ts';
import { encodeBundle } from './encode-bundle.ts';
import type { Problem } from '../errors.ts';
import type { Bundle, BundleContents } from './model-package.ts';
import type { NamedBytes } from './named-bytes.ts';

const test = suite('bundles without Node');

interface Bundler {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

/** The bundler that tsx brings. */
const bundler = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))(
  'esbuild',
) as Bundler;

interface BrowserSide {
  encodeBundle(contents: BundleContents): Map<string, Uint8Array>;
  decodeBundle(files: NamedBytes): Bundle;
  verifyBundle(files: NamedBytes): readonly Problem[];
}

/** The modules bundled as for a browser, in a world that has what the language and a browser have and nothing of Node. */
async function inBrowser(): Promise<BrowserSide> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const contents = ['decode', 'encode'].map((name) => `export * from './${name}-bundle.ts';`).join('\n');
  const { outputFiles } = await bundler.build({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundles',
    platform: 'browser',
    logLevel: 'silent',
  });
  const world = createContext(
    { TextEncoder, TextDecoder, URL },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext(outputFiles[0]!.text, world);
  return runInContext('bundles', world) as BrowserSide;
}

test('encode, decode and verify do there what they do here', async () => {
  const browser = await inBrowser();
  const contents = exampleContents();
  const here = encodeBundle(contents);
  const there = browser.encodeBundle(contents);
  deepEqual([...there.keys()], [...here.keys()]);
  for (const [name, content] of here) deepEqual([...there.get(name)!], [...content], name);
  const { name, version, golden } = browser.decodeBundle(here);
  deepEqual([name, version, golden.length], [contents.name, contents.version, contents.golden.length]);
  equal(browser.verifyBundle(here).length, 0);
  const weights = here.get('weights.bin')!.slice();
  weights[5]! ^= 1;
  const problems = browser.verifyBundle(new Map(here).set('weights.bin', weights));
  equal(problems.length, 1);
  match(problems[0]!.expected, /^SHA-256 /);
  ok(problems[0]!.where.endsWith('/weights.bin'));
});

test.run();
