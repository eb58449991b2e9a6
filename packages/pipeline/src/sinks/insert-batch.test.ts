import { deepEqual, equal } from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import type { Collection, Document } from 'mongodb';
import { suite } from 'uvu';
import { isNetworkError } from '@rampart/core/connections/mongodb';
import { insertBatch } from './insert-batch.ts';

const test = suite('insertBatch');
const documents = [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }];

/** A collection whose insert fails as the driver would. */
function failing(facts: object): Collection<Document> {
  return { insertMany: () => Promise.reject(Object.assign(new Error('bulk'), facts)) } as never;
}

test('a row that is there is told apart from one that is refused', async () => {
  const batch = await insertBatch(
    failing({
      name: 'MongoBulkWriteError',
      writeErrors: [
        {
          index: 0,
          code: 11000,
          errmsg: 'E11000 duplicate key error collection: d.c index: _id_ dup key: { _id: "a" }',
        },
        {
          index: 1,
          code: 11000,
          errmsg: 'E11000 duplicate key error collection: d.c index: a_1 dup key: { a: 1 }',
        },
        { index: 2, code: 121, errmsg: 'Document failed validation' },
      ],
    }),
    documents,
  );
  deepEqual([batch.added, batch.alreadyThere], [0, 1]);
  deepEqual(
    batch.refused.map(({ at, reason }) => [at, reason.slice(0, 10)]),
    [
      [1, 'code 11000'],
      [2, 'code 121: '],
    ],
  );
});

test('what is not about single documents is thrown', async () => {
  for (const [facts, transient] of [
    [{ name: 'MongoBulkWriteError', writeErrors: [], message: 'connection 3 to 127.0.0.1:1 closed' }, true],
    [
      { name: 'MongoBulkWriteError', writeErrors: [], message: 'Server selection timed out after 5000 ms' },
      true,
    ],
    [{ name: 'MongoNetworkError', message: 'socket' }, true],
    [{ name: 'MongoServerError', code: 91, message: 'shutdown in progress' }, true],
    [
      {
        name: 'MongoBulkWriteError',
        writeErrors: [],
        code: 13,
        message: 'not authorized on d to execute command',
      },
      false,
    ],
  ] as const) {
    const error = await rejects(insertBatch(failing(facts), documents), /./);
    equal(isNetworkError(error), transient, facts.message);
  }
});

test('rows that are not yet where the write concern wants them are not safe', async () => {
  const error = await rejects(
    insertBatch(
      failing({
        name: 'MongoBulkWriteError',
        writeErrors: [{ index: 0, code: 11000 }],
        result: { getWriteConcernError: () => ({ code: 64, errmsg: 'waiting for replication timed out' }) },
      }),
      documents,
    ),
    /waiting for replication/,
  );
  equal(isNetworkError(error), true);
});

test.run();
