import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { contractTable } from '../testing/test-source.ts';

const test = suite('stdin-bytes');

const openSourceFile = fileURLToPath(new URL('../connections/open-source.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Runs a program in a process of its own, in which `source` is what standard input holds. */
function withInput(format: string, program: string) {
  const code = `
    import { openSource } from ${JSON.stringify(openSourceFile)};
    const source = openSource('-', { format: ${JSON.stringify(format)} });
    const layout = { names: null, delimiter: ',' };
    const say = (value) => console.log(JSON.stringify(value, (_, cell) => (typeof cell === 'bigint' ? String(cell) : cell)));
    ${program}`;
  const flags = ['--conditions=@rampart/source', '--import', 'tsx', '--input-type=module', '--eval', code];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: 'pipe' });
  child.stdin.on('error', () => {});
  const answer = Promise.all([text(child.stdout), text(child.stderr)]).then(([out, err]) => ({ out, err }));
  return { child, answer };
}

test('every format comes through standard input', async () => {
  const table = contractTable(5000);
  const program = `
    const found = { digest: await source.digest(), names: [], rows: [], uri: source.uri };
    for await (const { names, rows } of source.read(layout)) {
      found.names = names;
      for (const { line, cells } of rows) if (line % 1000 === 0) found.rows.push(cells);
    }
    say(found);`;
  const met = encodedFormats.filter(({ ending }) =>
    /^\.(?:csv|ndjson\.gz|json|parquet|arrows)$/.test(ending),
  );
  for (const { format, ending, encode, ...told } of met) {
    const { child, answer } = withInput(format, program);
    child.stdin.end(encode(table));
    const { out, err } = await answer;
    ok(out !== '', `${ending}: ${err}`);
    const found = JSON.parse(out) as { digest: null; names: string[]; rows: unknown[][]; uri: string };
    const expected = table.rows
      .filter((_, row) => (told.line?.(row, table) ?? row + 1) % 1000 === 0)
      .map((cells) =>
        cells.map((value, at) => (told.cell === undefined ? value : told.cell(value, table.names[at]!))),
      );
    deepEqual(found.rows, JSON.parse(JSON.stringify(expected)), ending);
    deepEqual([found.digest, found.names, found.uri], [null, table.names, 'standard input']);
  }
});

test('a reader that leaves early may begin again, and does not keep the process waiting', async () => {
  const { child, answer } = withInput(
    'csv',
    `for await (const batch of source.read(layout)) break;
    let rows = 0;
    for await (const batch of source.read(layout)) if ((rows += batch.rows.length) > 5000) break;
    say(rows);`,
  );
  // It stays open: the writer has more to say some day.
  child.stdin.write(`a,b\n${'1,2\n'.repeat(20_000)}`);
  const { out, err } = await answer;
  equal(Number(out) > 5000, true, err);
});

test('what has gone by cannot be read again', async () => {
  const { child, answer } = withInput(
    'ndjson',
    `for await (const batch of source.read(layout));
    for await (const batch of source.read(layout));`,
  );
  const line = Buffer.from(`{"text":"${'x'.repeat(2 ** 20)}"}\n`);
  for (let written = 0; written < 66; written++) child.stdin.write(line);
  child.stdin.end();
  match((await answer).err, /standard input: expected to be read once, received a second reading/);
});

test('an abort ends the waiting for input that does not come', async () => {
  const { child, answer } = withInput(
    'csv',
    `const reading = source.read({ ...layout, signal: AbortSignal.timeout(200) });
    await reading.next().catch((error) => say(error.message));`,
  );
  const { out } = await answer;
  match(out, /abort signal/);
  child.stdin.destroy();
});

test('a slow reader holds the writer back', async () => {
  const { child, answer } = withInput(
    'csv',
    `for await (const batch of source.read(layout)) { say('first'); await new Promise((go) => setTimeout(go, 1500)); break; }`,
  );
  const chunk = Buffer.from('1,2\n'.repeat(16_384));
  let sent = 0;
  child.stdin.write('a,b\n');
  const more = () => {
    while (sent < 64 * 2 ** 20 && child.stdin.writable) {
      sent += chunk.length;
      if (!child.stdin.write(chunk)) break;
    }
  };
  child.stdin.on('drain', more);
  more();
  await answer;
  await wait(10);
  ok(sent < 4 * 2 ** 20, `${sent} bytes were taken`);
});

test.run();
