import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ColumnData, takeRows, type TypedTable } from '../table.ts';
import { type ExpressionRow, expressionRow, sampleExpression } from '../testing/arbitrary-expression.ts';
import { compileExpression } from './compile-expression.ts';
import { mostRows } from './operation.ts';

const test = suite('evaluateOperation');

const types = new Map<string, 'number' | 'text'>([
  ['a', 'number'],
  ['b', 'number'],
  ['time', 'number'],
  ['s', 'text'],
  ['t', 'text'],
]);
const { NaN: gap } = Number;

/** What a column holds for a value computed by hand. */
function held(value: number | string | boolean | undefined, type: string): number | string | null {
  if (type === 'text') return typeof value === 'string' && value.length <= 32_768 ? value : null;
  const plain = Number(value ?? gap);
  return Number.isFinite(plain) ? plain + 0 : gap;
}

function tableOf(records: readonly ExpressionRow[]): TypedTable {
  return {
    rows: records.length,
    columns: new Map<string, ColumnData>([
      ...(['a', 'b', 'time'] as const).map(
        (name) => [name, Float64Array.from(records, (row) => row[name])] as const,
      ),
      ...(['s', 't'] as const).map((name) => [name, records.map((row) => row[name])] as const),
    ]),
  };
}

test('any expression gives exactly what is computed by hand, in a table and row by row', () => {
  const rows = fc.tuple(
    fc.array(expressionRow, { minLength: 1, maxLength: 12 }),
    fc.constantFrom(1, 1, 1, 1, mostRows),
  );
  fc.assert(
    fc.property(sampleExpression, rows, (sample, [few, times]) => {
      const records = Array.from({ length: few.length * times }, (_, row) => few[row % few.length]!);
      const data = tableOf(records);
      const expression = compileExpression(sample.text, types);
      const whole = expression.evaluate(data);
      assert.is(whole.length, records.length);
      const byHand = few.map((row) => held(sample.of(row), expression.type));
      for (const row of records.keys()) {
        const expected = byHand[row % few.length];
        if (Object.is(whole[row], expected)) continue;
        assert.unreachable(`${sample.text}, row ${row}: ${whole[row]}, by hand ${expected}`);
      }
      for (const row of few.keys()) {
        const alone = expression.evaluate(takeRows(data, [row]))[0];
        if (Object.is(alone, whole[row])) continue;
        assert.unreachable(`${sample.text}: ${alone} alone, ${whole[row]} in the table`);
      }
    }),
    { numRuns: 1500 },
  );
});

test('a text that no engine can hold makes its row missing and no other; a side that is not taken does not count', () => {
  const huge = 'x'.repeat(2 ** 28);
  const records = ['tcp', huge, null, 'udp'].map(
    (s, row): ExpressionRow => ({ a: row, b: 1, time: 0, s, t: 'x' }),
  );
  const of = (expression: string) => [...compileExpression(expression, types).evaluate(tableOf(records))];
  assert.equal(of('length(s + s + s)'), [9, gap, gap, 9]);
  assert.equal(of('length(s + s + s) == null'), [0, gap, 1, 0]);
  assert.equal(of("a == 1 ? 'long' : s + s + s"), ['tcptcptcp', 'long', null, 'udpudpudp']);
  assert.equal(of('a == 1 || length(s + s + s) * 2 > 1'), [1, 1, gap, 1]);
  assert.equal(of('a != 1 && length(s + s + s) > 1'), [1, 0, gap, 1]);
  assert.equal(of('s + s + s'), ['tcptcptcp', null, null, 'udpudpudp']);
});

test.run();
