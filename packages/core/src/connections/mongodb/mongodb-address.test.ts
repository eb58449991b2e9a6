import { deepEqual, equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { rejects } from '../../testing/index.ts';
import { suite } from 'uvu';
import { parseMongodbAddress } from './mongodb-address.ts';

const test = suite('parseMongodbAddress');

test('database and collection are divided at the first dot, and the driver gets the rest', () => {
  const address = parseMongodbAddress(
    'mongodb://u:p%40ss@a:27017,b:27018/web.logs.2026?replicaSet=rs0&tls=true',
  );
  equal(address.database, 'web');
  equal(address.collection, 'logs.2026');
  equal(address.host, 'a:27017,b:27018');
  equal(address.uri, 'mongodb://a:27017,b:27018/web.logs.2026');
  equal(address.connection, 'mongodb://u:p%40ss@a:27017,b:27018/web?replicaSet=rs0&tls=true');
  deepEqual([...address.settings], ['replicaset', 'tls']);
});

test('query, sort and projection are ours', () => {
  const address = parseMongodbAddress(
    'mongodb+srv://h/d.c?query=%7B%22a%22%3A1%7D&w=majority&sort={"b":-1}&projection={"c":1}',
  );
  deepEqual([address.query, address.sort, address.projection], ['{"a":1}', '{"b":-1}', '{"c":1}']);
  equal(address.connection, 'mongodb+srv://h/d?w=majority');
  equal(address.uri, 'mongodb+srv://h/d.c?query={"a":1}&sort={"b":-1}&projection={"c":1}');
});

test('without a host the server is that of MONGODB_URI, with its user, settings and login database', () => {
  const env = { MONGODB_URI: 'mongodb://u:secret@host:1/admin?tls=true' };
  const address = parseMongodbAddress('mongodb:///d.c?query={}', { env });
  equal(address.connection, 'mongodb://u:secret@host:1/admin?tls=true');
  equal(address.uri, 'mongodb://host:1/d.c?query={}');
  equal(address.database, 'd');
});

test('only the server may be asked for', () => {
  const address = parseMongodbAddress('mongodb://host', { serverOnly: true });
  equal(address.uri, 'mongodb://host/');
  equal(address.connection, 'mongodb://host/');
});

test('no password is shown, whatever is wrong with the URI', async () => {
  for (const uri of [
    'mongodb://u:geheim@host',
    'mongodb://u:geheim@host/only',
    'mongodb://u:gehe@im@host/d.c/geheim',
    'mongodb://u:geheim/x@host/d',
    'mongodb://u:geheim@host/%zz.c',
    'mongo://u:geheim@host/d.c',
    'mongodb:///d.c',
  ]) {
    const error = await rejects(() => parseMongodbAddress(uri, { env: {} }), /expected/);
    ok(!/gehe/.test(inspect(error)), inspect(error));
  }
  const shown = parseMongodbAddress('mongodb://u:gehe/i@m@host/d.c?tlsCertificateKeyFilePassword=geheim').uri;
  equal(shown, 'mongodb://host/d.c');
});

test.run();
