import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { cellEncoder } from '../../encoding/cell-encoder.ts';
import { fitEncoding } from '../../encoding/fit-encoding.ts';
import { columnReaders } from './column-readers.ts';
import { defineSchema } from '../define-schema.ts';
import { codeWriter, wholeCode } from './whole-code.ts';

const test = suite('whole codes');

for (const [text, code] of [
  ['22.0', '22'],
  ['22', '22'],
  ['-1.00', '-1'],
  ['0.0', '0'],
  ['443.', '443.'],
  ['007.0', '007.0'],
  ['-0.0', '-0.0'],
  ['2.2e1', '2.2e1'],
  ['22.5', '22.5'],
  ['1.0.0', '1.0.0'],
  ['tcp', 'tcp'],
] as const) {
  test(`${text} is ${code}`, () => equal(wholeCode(text), code));
}

test('values are rewritten only where all that is known are whole numbers', () => {
  equal(codeWriter(['22', '443'])('22.0'), '22');
  equal(codeWriter(['22.0', '443'])('443.0'), '443');
  equal(codeWriter(['1.0', '1.1'])('1.0'), '1.0');
  equal(codeWriter(['1', 'other'])('1.0'), '1.0');
  equal(codeWriter<string>([])('1.0'), '1.0');
});

const schema = defineSchema({
  name: 'codes',
  columns: [
    { name: 'port', kind: 'categorical' },
    { name: 'listed', kind: 'categorical', values: ['22', 'other'] },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});

test('a listed code is read in every way in which it is written', () => {
  const { read } = columnReaders(schema).get('listed')!;
  deepEqual(['22', '22.0', ' 22.00 ', 22, 22n].map(read), ['22', '22', '22', '22', '22']);
  deepEqual([read('22.5'), read('022.0'), read('other')], ['22.5', '022.0', 'other']);
});

test('learned codes are found again, however either table writes them', () => {
  const code = fc.integer({ min: -5, max: 500 });
  fc.assert(
    fc.property(
      fc.array(code, { minLength: 1, maxLength: 9 }),
      fc.boolean(),
      fc.boolean(),
      (codes, learned, asked) => {
        const written = (float: boolean) => codes.map((one) => (float ? `${one}.0` : String(one)));
        const table = {
          rows: codes.length,
          columns: new Map<string, (string | null)[] | Float64Array>([
            ['port', written(learned)],
            ['listed', codes.map(() => null)],
            ['label', new Float64Array(codes.length)],
          ]),
        };
        const [port] = fitEncoding(schema, table, { minimumCategoryCount: 1, buckets: 8, columns: {} });
        const encode = cellEncoder(port!);
        const distinct = new Set(codes).size;
        equal(new Set(written(asked).map(encode)).size, distinct);
        for (const cell of written(asked)) equal(encode(cell) < distinct, true);
        equal(encode('1000.0'), distinct);
      },
    ),
  );
});

test.run();
