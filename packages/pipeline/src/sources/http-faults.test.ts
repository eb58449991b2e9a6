import { equal, match, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { readAll, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { fileServer } from '../testing/file-server.ts';
import { csv, tableSource } from '@rampart/core/formats';
import { httpBytes } from './http-bytes.ts';
import { openSource } from '../connections/open-source.ts';
import type { Source } from '@rampart/core/rows';

const test = suite('faults of HTTP servers');
const layout = { names: null, delimiter: ',' };
const password = 'sw0rdfish';

/** A server that answers as told, and a source of `/t.csv` on it that waits for little. */
async function answering(handle: NonNullable<Parameters<typeof fileServer>[0]>['handle'], timeout = 400) {
  const server = await fileServer({ handle: handle! });
  const address_ = `${server.url.replace('//', `//ann:${password}@`)}/t.csv`;
  const source: Source = tableSource(httpBytes(address_, { timeout, pause: 10 }), csv);
  return { server, source, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('user and password are sent as Basic, to the host that they are for alone, and shown nowhere', async () => {
  await using elsewhere = await fileServer();
  elsewhere.files.set('/there.csv', Buffer.from('a,b\n1,2\n'));
  await using one = await answering((_, response) => {
    response
      .writeHead(302, { location: `${elsewhere.url.replace('127.0.0.1', 'localhost')}/there.csv` })
      .end();
    return true;
  });
  const read = await readAll(one.source, layout).catch((error: unknown) => error);
  equal(
    one.server.requests[0]!.headers.authorization,
    `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`,
  );
  // Where localhost is not this machine's 127.0.0.1 there was nobody to redirect to.
  for (const request of elsewhere.requests) equal(request.headers.authorization, undefined);
  if (elsewhere.requests.length > 0) equal((read as Awaited<ReturnType<typeof readAll>>).rows.length, 1);
  ok(!inspect(read, { depth: 9, showHidden: true }).includes(password));
  equal(one.source.uri, `${one.server.url}/t.csv`);
});

test('a status that may pass is asked again, one that stays is told with what to do', async () => {
  let asked = 0;
  await using one = await answering((_, response) => {
    response.writeHead(++asked < 3 ? 503 : 200).end('a,b\n1,2\n');
    return true;
  });
  equal((await readAll(one.source, layout)).rows.length, 1);
  equal(asked, 3);
  for (const [status, told] of [
    [404, /t\.csv: expected an answer with the table, received status 404 Not Found\.\n {2}There is nothing/],
    [401, /received status 401 Unauthorized\.\n {2}The server wants a user/],
    [500, /received status 500 Internal Server Error \(tried 4 times\)/],
  ] as const) {
    await using other = await answering((_, response) => {
      response.writeHead(status).end();
      return true;
    });
    const error = await rejects(readAll(other.source, layout), told);
    ok(!inspect(error, { depth: 9, showHidden: true }).includes(password));
  }
});

test('a connection lost before the first byte is tried again, one lost in the middle is an error', async () => {
  let asked = 0;
  await using early = await answering((request, response) => {
    asked += 1;
    if (asked < 3) request.socket.destroy();
    else response.end('a,b\n1,2\n');
    return true;
  });
  equal((await readAll(early.source, layout)).rows.length, 1);
  for (const head of [{ 'content-length': 1e6 }, {}]) {
    await using late = await answering((request, response) => {
      response.writeHead(200, head);
      response.write(`a,b\n${'1,2\n'.repeat(10_000)}`, () => setTimeout(() => request.socket.destroy(), 20));
      return true;
    });
    const error = await rejects(
      readAll(late.source, layout),
      /t\.csv: expected the whole of it, received a connection that broke off in the middle/,
    );
    ok(!inspect(error, { depth: 9, showHidden: true }).includes(password));
    equal(late.server.requests.length, 1);
  }
});

test('nobody there, no answer, and an answer that stops are told', async () => {
  const gone = await answering(() => false);
  await gone[Symbol.asyncDispose]();
  await rejects(
    readAll(gone.source, layout),
    /expected a server that answers, received ECONNREFUSED \(tried 4 times\)/,
  );
  await using silent = await answering(() => true);
  await rejects(readAll(silent.source, layout), /t\.csv: expected an answer, received none for 0\.4 s/);
  await using stopping = await answering((_, response) => {
    response.writeHead(200, { 'content-length': 1e6 }).write('a,b\n1,2\n');
    return true;
  });
  await rejects(readAll(stopping.source, layout), /t\.csv: expected an answer, received none for 0\.4 s/);
});

test('an abort ends even the waiting for a silent server', async () => {
  await using silent = await answering(() => true, 60_000);
  const started = Date.now();
  const signal = AbortSignal.timeout(100);
  await rejects(readAll(silent.source, { ...layout, signal }), /abort signal/);
  ok(Date.now() - started < 5000);
});

test('a slow reader holds the server back, and is not taken for a silent one', async () => {
  let sent = 0;
  await using endless = await answering((_, response) => {
    const chunk = Buffer.from('1,2\n'.repeat(16_384));
    response.write('a,b\n');
    const more = () => {
      while (!response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
    return true;
  });
  const reading = endless.source.read(layout)[Symbol.asyncIterator]();
  await reading.next();
  await wait(900);
  const before = sent;
  await wait(200);
  equal(sent, before, 'the server waits');
  for (let batch = 0; batch < 50; batch++) equal((await reading.next()).done, false);
  await reading.return?.();
  ok(sent < 2 ** 25, `${sent} bytes were sent for 200,000 rows`);
});

test('an address that cannot be read is told without what is in it', async () => {
  const error = await rejects(
    readAll(openSource(`https://ann:${password}@[bad/t.csv`), layout),
    /expected an address such as/,
  );
  match(error.message, /%40/);
  ok(!inspect(error).includes(password));
});

test.run();
