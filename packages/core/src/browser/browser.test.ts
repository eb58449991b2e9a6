import { builtinModules } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { build, type BuildOptions, type Metafile, stop } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('browser');
test.after(() => stop());

/** A program bundled as for a page. */
function bundled(program: string, options: BuildOptions = {}) {
  return build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    conditions: ['@rampart/source'],
    external: ['node:*', ...builtinModules],
    metafile: true,
    write: false,
    logLevel: 'silent',
    ...options,
  });
}

/** What an entry reaches beside the sources of core: packages, and modules of Node. */
function strangers({ inputs }: Metafile): string[] {
  const reached = Object.entries(inputs).flatMap(([path, { imports }]) => {
    const [, name] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return [name, ...imports.filter(({ external }) => external === true).map((one) => one.path)];
  });
  return [...new Set(reached.filter((name) => name !== undefined))].toSorted();
}

test('it reaches no module of Node and no package but two small ones', async () => {
  const { metafile } = await bundled("export * from '@rampart/core/browser'");
  assert.equal(strangers(metafile!), ['fastest-levenshtein', 'zod']);
  assert.ok(Object.keys(metafile!.inputs).some((path) => path.endsWith('src/schema/parse-schema.ts')));
});

test('a way to Node or to another package would be found', async () => {
  for (const [planted, found] of [
    ["import { schemeOf } from '../connections/scheme-of.ts'; schemeOf('');", 'node:url'],
    ["const load = () => import('../logger.ts'); load();", 'winston'],
  ] as const) {
    const { metafile } = await bundled(`export * from './index.ts'; ${planted}`, { format: 'esm' });
    assert.ok(strangers(metafile!).includes(found), found);
  }
});

/** Runs a program as a page under a content policy would: nothing of Node is there, and text becomes no code. */
async function inPage(program: string): Promise<{ result: unknown; attempts: number }> {
  const { outputFiles } = await bundled(program);
  const page = createContext(
    { TextDecoder, TextEncoder, AbortController },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext(
    `globalThis.attempts = 0;
     globalThis.Function = new Proxy(Function, {
       construct() { attempts++; throw new EvalError('not allowed'); },
       apply() { attempts++; throw new EvalError('not allowed'); },
     });`,
    page,
  );
  runInContext(outputFiles![0]!.text, page);
  const result: unknown = JSON.parse(await (runInContext('answer', page) as Promise<string>));
  return { result, attempts: runInContext('attempts', page) as number };
}

const schema = {
  name: 'flows',
  columns: [
    { name: 'sent', kind: 'numeric' },
    { name: 'double', kind: 'numeric', derive: 'sent * 2' },
    { name: 'note', kind: 'text', role: 'ignored' },
    { name: 'label', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
  ],
};
const text = 'sent,note,label\n1,"ünï, 漢字",no\nx,,yes\n2.5,🙂,yes\n';

test('schema, records, tables, encoding, calibration and metrics work in a page, and no code is made from text', async () => {
  const { result, attempts } = await inPage(`
    import { calibrateLogits, classificationMetrics, csv, encodeTable, packRows, parseSchema, readRecord, readTable, tableSource } from '@rampart/core/browser';
    const schema = parseSchema(${JSON.stringify(schema)}, 'flows');
    const bytes = new TextEncoder().encode(${JSON.stringify(text)});
    const uri = 'flows.csv';
    const source = tableSource({ uri, async *stream() { yield bytes; }, open: () => Promise.reject(), digest: async () => null }, csv);
    async function answer() {
      const { table, rejected } = await readTable(source, schema);
      const read = readRecord(schema, { sent: '4' });
      const raw = [];
      for await (const { rows } of source.read({ names: null, delimiter: ',' })) raw.push(...rows.map(({ cells }) => cells));
      const inputs = [{ name: 'double', type: 'number', origin: 0 }];
      const calibration = { groups: [], calibrators: [{ temperature: 2, shift: [1], isotonic: null, present: [] }] };
      let problem = '';
      try { parseSchema({ name: 'x', columns: [{ name: 'a', kind: 'numerik' }] }, 'x'); } catch (error) { problem = error.message; }
      const { accuracy } = classificationMetrics({ labels: [0, 1], probabilities: [0.9, 0.1, 0.1, 0.9], classes: 2, positive: 1 }, 0.5);
      return JSON.stringify({
        notes: table.columns.get('note'), rejected: rejected.length, row: read.row, raw,
        packed: [...packRows(encodeTable(inputs, table))], calibrated: [...calibrateLogits(calibration, [4])], problem, accuracy,
      });
    }
    globalThis.answer = answer();`);
  const { problem, accuracy, ...rest } = result as { problem: string; accuracy: number };
  assert.equal(rest, {
    notes: ['ünï, 漢字', '🙂'],
    rejected: 1,
    row: { sent: 4, double: 8 },
    raw: [
      ['1', 'ünï, 漢字', 'no'],
      ['x', '', 'yes'],
      ['2.5', '🙂', 'yes'],
    ],
    packed: [2, 5],
    calibrated: [3],
  });
  assert.is(accuracy, 1);
  assert.match(problem, /Did you mean `numeric`\?/);
  assert.is(attempts, 0);
});

test('without the entry zod would try to make code', async () => {
  const { attempts } = await inPage(`
    import { parseSchema } from '@rampart/core/portable';
    parseSchema(${JSON.stringify(schema)}, 'flows');
    globalThis.answer = Promise.resolve('null');`);
  assert.ok(attempts > 0);
});

test.run();
