import { equal, match, ok } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { readAll, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { contractTable, testSource } from '../testing/test-source.ts';
import { openSource } from '../connections/open-source.ts';
import { openS3, parseS3 } from '@rampart/core/connections/s3';

const test = suite('s3-bytes');
const layout = { names: null, delimiter: ',' };

test('an address without a key, or with credentials in it, is refused and not repeated', () => {
  for (const uri of [
    's3://bucket',
    's3://bucket/',
    's3://AKIA:sw0rdfish@bucket/key.csv',
    's3://a?b/key.csv',
  ]) {
    let told = '';
    try {
      parseS3(uri);
    } catch (error) {
      told = inspect(error, { depth: 9 });
    }
    match(told, /expected an address such as s3:\/\/bucket\/path/);
    ok(!told.includes('sw0rdfish'));
  }
  equal(parseS3('s3://bucket/a b/ü%20?.csv').key, 'a b/ü%20?.csv');
});

const endpoint = process.env['AWS_ENDPOINT_URL_S3'];
if (endpoint === undefined) {
  process.stdout.write('skipped: AWS_ENDPOINT_URL_S3 names no S3 server\n');
} else {
  const bucket = `rampart-test-${randomBytes(6).toString('hex')}`;
  const { sdk, client } = await openS3();
  await client.send(new sdk.CreateBucketCommand({ Bucket: bucket }));
  test.after(async () => {
    const { Contents = [] } = await client.send(new sdk.ListObjectsV2Command({ Bucket: bucket }));
    for (const { Key } of Contents) await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key }));
    await client.send(new sdk.DeleteBucketCommand({ Bucket: bucket }));
    client.destroy();
  });
  let written = 0;
  const put = async (content: Uint8Array, ending: string) => {
    const key = `tables/${++written} ü${ending}`;
    await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: content }));
    return `s3://${bucket}/${key}`;
  };
  const secrets = [process.env['AWS_SECRET_ACCESS_KEY']!];

  for (const { ending, encode, format: _, ...told } of encodedFormats) {
    testSource(test, ending, {
      ...told,
      open: async (table) => openSource(await put(encode(table), ending)),
      absent: () => openSource(`s3://${bucket}/absent${ending}`),
      secrets,
    });
  }

  test('what is wrong is told with what to do, and no key with it', async () => {
    await rejects(
      readAll(openSource(`s3://${bucket}/absent.csv`), layout),
      /absent\.csv: expected an object .* received no such object\.\n {2}Check the key/,
    );
    await rejects(readAll(openSource(`s3://no-such-${bucket}/t.csv`), layout), /received no such bucket/);
    const uri = await put(Buffer.from('a,b\n1,2\n'), '.csv');
    const wrong = [
      [{ AWS_SECRET_ACCESS_KEY: 'sw0rdfish/sw0rdfish/sw0rdfish/sw0rdfish/' }, /received a refusal/],
      [{ AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' }, /received a server that cannot be reached/],
    ] as const;
    for (const [environment, told] of wrong) {
      const error = await withEnvironment(environment, () => rejects(readAll(openSource(uri), layout), told));
      for (const secret of [...secrets, 'sw0rdfish'])
        ok(!inspect(error, { depth: 9, showHidden: true }).includes(secret));
    }
  });

  test('a download that is cut in the middle is an error, never a shorter table', async () => {
    const uri = await put(Buffer.from(`a,b\n${'1,2\n'.repeat(500_000)}`), '.csv');
    await using proxy = await cuttingProxy(new URL(endpoint), 300_000);
    await withEnvironment({ AWS_ENDPOINT_URL_S3: proxy.url }, () =>
      rejects(
        readAll(openSource(uri), layout),
        /expected the whole object, received a connection that broke off/,
      ),
    );
  });

  test('an object that is replaced while it is read at several places is an error', async () => {
    const { encode } = encodedFormats.find(({ ending }) => ending === '.parquet')!;
    const uri = await put(encode(contractTable(10_000)), '.parquet');
    const reading = openSource(uri).read(layout)[Symbol.asyncIterator]();
    await reading.next();
    await client.send(
      new sdk.PutObjectCommand({ Bucket: bucket, Key: parseS3(uri).key, Body: encode(contractTable(9000)) }),
    );
    await rejects(async () => {
      while ((await reading.next()).done !== true);
    }, /received another version of it than at the beginning/);
  });
}

/** Runs with other variables; nothing else runs at the same time. */
async function withEnvironment<T>(variables: Record<string, string>, act: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    return await act();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Passes everything on to a server, but breaks each connection off after so many bytes of answer. */
async function cuttingProxy(target: URL, most: number) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let passed = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => [client, upstream].forEach((one) => one.destroy()));
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (passed > most) client.end(() => client.destroy());
      else client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test.run();
