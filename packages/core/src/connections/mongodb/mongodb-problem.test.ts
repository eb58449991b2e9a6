import { doesNotMatch, equal, match } from 'node:assert/strict';
import { describeProblem } from '../../errors.ts';
import { suite } from 'uvu';
import { parseMongodbAddress } from './mongodb-address.ts';
import { mongodbProblem } from './mongodb-problem.ts';

const test = suite('mongodbProblem');
const address = parseMongodbAddress('mongodb://user:geheim@db.example:27017/web.flows');
const told = (facts: object) =>
  describeProblem(mongodbProblem(Object.assign(new Error('?'), facts), address, 'insert documents'));

test('each kind of failure says what was expected and what to do', () => {
  for (const [facts, expected] of [
    [
      { code: 18, message: 'Authentication failed.' },
      /a user and a password that the server accepts, received Authentication failed\.\n.*authSource/,
    ],
    [
      { code: 13, message: 'not authorized on web to execute command { insert }' },
      /the right to insert documents, received not authorized/,
    ],
    [
      { name: 'MongoServerSelectionError', message: 'getaddrinfo ENOTFOUND db.example' },
      /a host `db\.example:27017` that has an address/,
    ],
    [{ message: 'querySrv ENOTFOUND _mongodb._tcp.db.example' }, /a host .* that has an address/],
    [
      { name: 'MongoNetworkError', message: 'connect ECONNREFUSED' },
      /a MongoDB server that answers at db\.example:27017/,
    ],
    [
      { name: 'MongoParseError', message: 'option x is not supported' },
      /settings that MongoDB's driver knows/,
    ],
    [
      { code: 8000, message: 'you are over your space quota' },
      /the server to let us insert documents, received you are over/,
    ],
  ] as const) {
    match(told(facts), expected);
    match(told(facts), /^mongodb:\/\/db\.example:27017\/web\.flows: expected/);
  }
});

test('the reason of the network is told where the driver only says that it waited', () => {
  const reason = { servers: new Map([['db', { error: new Error('certificate has expired') }]]) };
  match(
    told({ name: 'MongoServerSelectionError', message: 'Server selection timed out', reason }),
    /certificate has expired/,
  );
});

test('a password in the words of the driver is not handed on', () => {
  const text = told({ code: 1, message: 'cannot use mongodb://user:geheim@db.example:27017/web' });
  doesNotMatch(text, /geheim/);
  equal(text.includes('***@db.example'), true);
});

test.run();
