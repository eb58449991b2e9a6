import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import type { TypedTable } from '../../table.ts';
import { closeTo } from '../../testing/close-to.ts';
import { buildReference } from './build-reference.ts';
import { compareBatch } from './compare-batch.ts';
import { flows, schema } from './flows.test.kit.ts';

const test = suite('clean and shifted batches');

const reference = buildReference(flows(createRandom(1), 5_000), schema);

test('clean batches alarm no more often than the budget says, at every size and with a small reference', () => {
  for (const [name, known, sizes] of [
    ['5,000 rows', reference, [20, 50, 200, 1_000]],
    ['200 rows', buildReference(flows(createRandom(2), 200), schema), [20, 200]],
  ] as const) {
    for (const rows of sizes) {
      let alarms = 0;
      const random = createRandom(rows);
      for (let batch = 0; batch < 150; batch++) {
        if (compareBatch(known, flows(random, rows), schema).alarm) alarms++;
      }
      assert.ok(alarms / 150 <= 0.07, `${name}, batches of ${rows}: ${alarms} of 150`);
    }
  }
});

test('a large budget is nearly used up by one column, so thresholds are not needlessly wide', () => {
  const one = defineSchema({
    name: 'one',
    columns: [
      { name: 'bytes', kind: 'numeric' },
      { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
    ],
  });
  const random = createRandom(3);
  const column = (rows: number): TypedTable => ({
    rows,
    columns: new Map([['bytes', Float64Array.from({ length: rows }, () => random.normal())]]),
  });
  let alarms = 0;
  // A reference of its own each time, since one reference may be an unusual sample.
  for (let round = 0; round < 20; round++) {
    const known = buildReference(column(500), one);
    for (let batch = 0; batch < 50; batch++) {
      if (compareBatch(known, column(100), one, { budget: { perBatch: 0.3 } }).alarm) alarms++;
    }
  }
  closeTo(alarms / 1_000, 0.27, 0.08);
});

test('the stated power is the share of shifted batches that are found', () => {
  const rows = 300;
  const random = createRandom(4);
  let found = 0;
  let stated = 0;
  for (let batch = 0; batch < 300; batch++) {
    const clean = flows(random, rows);
    // Ten points of the label's less frequent class more, at the cost of the other.
    const labels = (clean.columns.get('attack') as string[]).map((label) =>
      label === 'no' && random.next() < 0.1 / 0.6 ? 'yes' : label,
    );
    const report = compareBatch(
      reference,
      { rows, columns: new Map([...clean.columns, ['attack', labels]]) },
      schema,
    );
    const label = report.columns.find(({ role }) => role === 'label')!;
    if (label.alarm) found++;
    stated = label.power;
  }
  assert.ok(stated > 0.2 && stated < 0.9, `power ${stated}`);
  closeTo(found / 300, stated, 0.08);
});

test.run();
