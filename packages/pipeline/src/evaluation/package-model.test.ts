import { deepEqual, equal, ok } from 'node:assert/strict';
import { RampartError } from '@rampart/core';
import { encodeRecords } from '@rampart/core/tensor';
import {
  exampleContents,
  exampleEncoding,
  exampleSchema,
  exampleTable,
  onEveryBackend,
  rejects,
} from '@rampart/core/testing';
import { createPredictor } from '@rampart/serve';
import { suite } from 'uvu';
import { packageModel } from './package-model.ts';

const test = suite('packageModel');

onEveryBackend(
  test,
  'a golden row lies on borders of the trees, and tells a border beside them',
  async (backend) => {
    const { model, decisions } = exampleContents();
    const unit = await packageModel({
      name: 'flows',
      version: '1',
      schema: exampleSchema,
      encoding: exampleEncoding,
      decisions,
      model,
      training: exampleTable,
      backend,
    });
    const golden = unit.golden.filter(({ note }) => note === 'values where the model jumps');
    equal(golden.length, 1);
    // Borders: a duration of 4, the third risk; the others are those of the first training row.
    deepEqual([...encodeRecords(exampleEncoding, [golden[0]!.row])], [4, 2, 1, 0]);
    using predictor = await createPredictor(unit, { backend });
    ok(predictor.plain, 'plain arrays give the golden rows too');

    const next = Math.fround(4 - 2 ** -22);
    const topology = model.topology.replace('"border":[4,', `"border":[${next},`);
    const error = await rejects(
      createPredictor({ ...unit, model: { ...model, topology } }, { backend }),
      /golden row/,
    );
    ok(error instanceof RampartError);
    deepEqual(
      error.problems.map(({ where }) => where),
      [`golden row ${unit.golden.indexOf(golden[0]!) + 1} (values where the model jumps)`],
    );
  },
);

test.run();
