import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  circles,
  importGraph,
  importsOf,
  readSources,
  type Sources,
  target,
  withoutTypes,
} from './testing/import-graph.ts';

// Arrows point one way: core ← serve ← pipeline. pnpm, the project references and a lint rule say so too;
// this test also follows what a file reaches by way of others, and proves that it would find a violation.

/** The packages that each package may import. */
const allowed: Record<string, readonly string[]> = { core: [], serve: ['core'], pipeline: ['core', 'serve'] };

/** Whether TensorFlow.js is at home in a file of core. */
function mayUseTensors(path: string): boolean {
  return /^core\/src\/(?:tensor|testing)\//.test(path) || path.endsWith('.test.ts');
}

function isTensorflow(specifier: string): boolean {
  return specifier.startsWith('@tensorflow/');
}

/** What one file imports against the rules. */
function strayImports(path: string, text: string): string[] {
  const owner = path.split('/')[0]!;
  return importsOf(text).flatMap((specifier) => {
    const place = `${path} imports ${specifier}`;
    if (specifier.startsWith('.')) {
      return target(path, specifier).startsWith(`${owner}/`)
        ? []
        : [`${place}: by a path out of its package`];
    }
    const [, other] = /^@rampart\/([^/]+)/.exec(specifier) ?? [];
    if (other !== undefined && other !== owner && !allowed[owner]!.includes(other)) {
      return [`${place}: ${owner} must not import ${other}`];
    }
    if (owner === 'core' && isTensorflow(specifier) && !mayUseTensors(path)) {
      return [`${place}: outside core/src/tensor`];
    }
    return [];
  });
}

/** The source file that an import leads to, where it is one of the packages'. */
function sourceOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return target(from, specifier);
  const [, name, part] = /^@rampart\/(\w+)(?:\/(\w+))?$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  return `${name}/src/${part === undefined ? 'index' : `${part}/index`}.ts`;
}

/** The ways by which an entry reaches a module that it must not, each as "a > b > module"; types lead nowhere. */
function waysTo(forbidden: (specifier: string) => boolean, sources: Sources, entry: string): string[] {
  const ways: string[] = [];
  const seen = new Set([entry]);
  const open: string[][] = [[entry]];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const path = way.at(-1)!;
    const text = sources.get(path);
    if (text === undefined) {
      ways.push(`${way.join(' > ')}: there is no such file`);
      continue;
    }
    for (const specifier of importsOf(withoutTypes(text))) {
      if (forbidden(specifier)) {
        ways.push([...way, specifier].join(' > '));
        continue;
      }
      const next = sourceOf(path, specifier);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      open.push([...way, next]);
    }
  }
  return ways;
}

function waysToTensorflow(sources: Sources, entry: string): string[] {
  return waysTo(
    (specifier) => isTensorflow(specifier) || specifier === '@rampart/core/tensor',
    sources,
    entry,
  );
}

/** What a page loads: bundles, the plain pass, and what reads records and encodes them. */
const light = [
  'core/src/browser/index.ts',
  'core/src/bundle/decode-bundle.ts',
  'core/src/bundle/encode-bundle.ts',
  'serve/src/browser.ts',
  'serve/src/plain/plain-model.ts',
];

/** What a page does not have, or pays dearly for. */
function isHeavy(specifier: string): boolean {
  const small = new Set(['zod', 'fastest-levenshtein', '@rampart/core/browser', '@rampart/core/portable']);
  // A method may be called `require` too.
  return /^[@\w]/.test(specifier) && !small.has(specifier);
}

function violations(sources: Sources): string[] {
  const stray = [...sources].flatMap(([path, text]) => strayImports(path, text));
  return [
    ...stray,
    ...waysToTensorflow(sources, 'core/src/index.ts'),
    ...light.flatMap((entry) => waysTo(isHeavy, sources, entry)),
  ];
}

const test = suite('layers');
// Without this file, whose planted violations are texts only.
const sources = new Map(
  [...readSources(Object.keys(allowed))].filter(([path]) => path !== 'core/src/layers.test.ts'),
);

test('imports point one way, @rampart/core loads without TensorFlow.js, and a page what it needs without Node', () => {
  assert.equal(violations(sources), []);
  assert.ok(sources.size > 20, 'the sources were not found');
});

/** Circles among the files that are no tests, imports of types among them. */
function circlesOf(all: Sources): string[] {
  const code = new Map([...all].filter(([path]) => !/\.test\.(?:kit\.)?ts$/.test(path)));
  return circles(importGraph(code)).map((files) => files.join(' ↔ '));
}

test('no file reaches itself by way of its imports', () => {
  assert.equal(circlesOf(sources), []);
});

test('found: a circle of which one half are types', () => {
  const planted = new Map([
    ['serve/src/a.ts', "import { b } from './b.ts';"],
    ['serve/src/b.ts', "import type { A } from './c.ts';"],
    ['serve/src/c.ts', "export * from './a.ts';"],
    ['serve/src/d.ts', "import './a.ts';"],
  ]);
  assert.equal(circlesOf(planted), ['serve/src/a.ts ↔ serve/src/b.ts ↔ serve/src/c.ts']);
});

test('importsOf sees every form and no comment', () => {
  const text = `import 'a';\nimport type { B } from "b";\nimport {\n  c,\n} from 'c';\nexport * from 'd';
    const e = await import('e'); const f = createRequire(import.meta.url)('no'); require('f'); await import(\`g\`);
    // import 'not';\n/* import 'neither' */ type H = import('h').H; import.meta.resolve('i');`;
  assert.equal(importsOf(text), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
});

const planted: [path: string, text: string, expected: RegExp][] = [
  ['core/src/planted.ts', "import '@rampart/serve';", /core must not import serve/],
  ['core/src/tensor/planted.ts', "export * from '@rampart/pipeline/x';", /core must not import pipeline/],
  ['core/src/planted.ts', "await import('../../serve/src/index.ts');", /by a path out of its package/],
  [
    'core/src/planted.ts',
    "import type { Tensor } from '@tensorflow/tfjs-core';",
    /outside core\/src\/tensor/,
  ],
  [
    'serve/src/planted.ts',
    "import { TrainingPipeline } from '@rampart/pipeline';",
    /serve must not import pipeline/,
  ],
  ['serve/src/deep/planted.ts', "import '../../../core/src/index.ts';", /by a path out of its package/],
  ['pipeline/src/planted.ts', "import '../../serve/src/index.ts';", /by a path out of its package/],
];
for (const [path, text, expected] of planted) {
  test(`found in ${path}: ${text}`, () => {
    const before = new Set(violations(sources));
    const found = violations(new Map([...sources, [path, text]])).filter(
      (violation) => !before.has(violation),
    );
    assert.is(found.length, 1);
    assert.match(found[0]!, expected);
  });
}

test('found: a way from the index to TensorFlow.js through other files', () => {
  const changed = new Map([
    ...sources,
    ['core/src/index.ts', "export {} from './planted.ts';"],
    ['core/src/planted.ts', "import './tensor/planted.ts';"],
    ['core/src/tensor/planted.ts', "import '@tensorflow/tfjs-core';"],
  ]);
  const way = 'core/src/index.ts > core/src/planted.ts > core/src/tensor/planted.ts > @tensorflow/tfjs-core';
  assert.equal(waysToTensorflow(changed, 'core/src/index.ts'), [way]);
});

test('found: a way from the plain pass to Node and to TensorFlow.js through the other package', () => {
  const entry = 'serve/src/plain/plain-model.ts';
  const changed = new Map([
    ...sources,
    ['serve/src/plain/plain-layers.ts', "import '@rampart/core/portable'; import '@rampart/core/tensor';"],
    ['core/src/portable/index.ts', "import './planted.ts';"],
    ['core/src/portable/planted.ts', "import 'node:fs'; import 'arquero';"],
  ]);
  const [first] = waysTo(isHeavy, changed, entry).filter((way) => way.includes('core/tensor'));
  assert.is(first, `${entry} > serve/src/plain/plain-layers.ts > @rampart/core/tensor`);
  const others = waysTo(isHeavy, changed, entry).map((way) => way.split(' > ').slice(-3).join(' > '));
  for (const module of ['node:fs', 'arquero']) {
    assert.ok(
      others.includes(`core/src/portable/index.ts > core/src/portable/planted.ts > ${module}`),
      module,
    );
  }
});

test('an import of types alone is no way there', () => {
  const text =
    "import type {\n  A,\n} from './tensor/a.ts';\nexport type * from './tensor/b.ts';\nexport { type C } from './c.ts';";
  assert.equal(importsOf(withoutTypes(text)), ['./c.ts']);
});

test.run();
