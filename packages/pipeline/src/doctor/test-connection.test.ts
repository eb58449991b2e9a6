import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { runCommand } from '../testing/run-command.ts';
import { serverAddress, testDatabase } from '../testing/servers.ts';
import type { ConnectionTest } from '../connections/connection-test.ts';
import { testConnection } from './test-connection.ts';

const test = suite('doctor --connect');
const database = testDatabase(test);

test('a server that does not answer is told with its host and the cure, never the password', async () => {
  const argv = ['doctor', '--json', '--connect', 'mongodb://user:geheim@127.0.0.1:1/web.flows'];
  const { code, stdout, stderr, json } = await runCommand(argv);
  doesNotMatch(stdout + stderr, /geheim/);
  const { connections, reached, exitCode } = json<{
    connections: [ConnectionTest];
    reached: boolean;
    exitCode: number;
  }>();
  deepEqual([code, reached, exitCode], [2, false, 2]);
  const [{ uri, host, ok: isOk, latencyMs, detail, cure }] = connections;
  deepEqual([uri, host, isOk, latencyMs], ['mongodb://127.0.0.1:1/web.flows', '127.0.0.1:1', false, null]);
  match(detail, /ECONNREFUSED/);
  match(cure!, /Start it/);
});

test('another kind of URI is a mistake', async () => {
  const uri = 'https://user:geheim@host/x.csv';
  await rejects(
    testConnection(uri),
    /^https:\/\/host\/x\.csv: expected a server to reach, by a URI that begins with s3: or mongodb:, received a https: URI/,
  );
});

if (database !== undefined) {
  test('mongodb: host, latency, version, and what the collection holds', async () => {
    const connections = await Promise.all(
      [database.uri('flows'), new URL('/', database.uri('x')).href].map(testConnection),
    );
    for (const { ok: isOk, latencyMs, detail } of connections) {
      ok(isOk && latencyMs! > 0);
      match(detail, /^MongoDB \d/);
    }
    match(connections[0]!.detail, /empty or not there yet/);
  });

  test('mongodb: a wrong password', async () => {
    const told = await testConnection(database.uri('x').replace('://', '://user:geheim@'));
    doesNotMatch(JSON.stringify(told), /geheim/);
    match(told.detail, /a user and a password that the server accepts/);
  });
}

if (serverAddress('AWS_ENDPOINT_URL_S3') !== undefined) {
  test('s3: a bucket that is there, one that is not, a wrong key', async () => {
    const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
    const bucket = `doctor-${process.pid}-${Date.now()}`;
    const client = new S3Client({ forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
    const connections = await Promise.all(
      [`s3://${bucket}`, `s3://${bucket}/x.csv`, 's3://no-such-bucket-here/x'].map(testConnection),
    );
    deepEqual(
      connections.map((one) => one.ok),
      [true, true, false],
    );
    match(connections[1]!.detail, /the object is not there yet/);
    match(connections[2]!.detail, /no such bucket/);
    const secret = process.env['AWS_SECRET_ACCESS_KEY'];
    process.env['AWS_SECRET_ACCESS_KEY'] = 'geheim';
    const refused = await testConnection(`s3://${bucket}`);
    process.env['AWS_SECRET_ACCESS_KEY'] = secret;
    equal(refused.ok, false);
    match(refused.cure!, /AWS_SECRET_ACCESS_KEY/);
  });
}

test.run();
