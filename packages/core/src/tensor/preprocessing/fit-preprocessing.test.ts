import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../../errors.ts';
import { noLeak, onEveryBackend, rejects } from '../../testing/index.ts';
import { exampleEncoding, exampleTable } from '../../testing/example-bundle.ts';
import { encodeTable, packRows } from '../encode/encode-table.ts';
import type { Encoding, FeatureEncoding } from '../encode/feature-encoding.ts';
import { transformRows } from './apply-preprocessing.ts';
import { fitPreprocessing } from './fit-preprocessing.ts';
import { preprocessingSchema, preprocessingWidth } from './preprocessing.ts';

const test = suite('fit-preprocessing');
const options = { numeric: 'auto', bins: 8, oneHotLevels: 8 } as const;
const number = (name: string) => ({ name, type: 'number', origin: 0 }) as const;
const { NaN: missing } = Number;

/** The chains of a preprocessing with the columns that take them. */
function outline(
  columns: number[][],
  encoding: Encoding = columns.map((_, i) => number(`x${i}`)),
  numeric = 'auto',
) {
  const data = columns.map((column) => Float64Array.from(column));
  const { blocks } = fitPreprocessing(encoding, data, { ...options, numeric: numeric as 'auto' });
  return blocks.map(
    ({ columns, steps }) => `${steps.map(({ transform }) => transform).join(' → ')}: ${columns.join()}`,
  );
}

test('columns that share a chain share a block; flags only where training rows had missing values', () => {
  const columns = [
    [1, 2, 3],
    [5, 5, 5],
    [1, missing, 3],
    [7, missing, 7],
    [missing, missing, missing],
  ];
  assert.equal(outline(columns), [
    'impute-median → standardize: 0,2',
    'impute-median → quantile: 0,2',
    'missing-flag: 2,3',
  ]);
  assert.equal(outline(columns, undefined, 'quantile').length, 2);
  assert.equal(outline([[1, 2]], undefined, 'standardize'), ['impute-median → standardize: 0']);
});

test('categories are imputed only where missing was never seen', () => {
  const category = (name: string): FeatureEncoding => ({ name, type: 'category', vocabulary: [0, 1, 2] });
  const columns = [
    [0, 1, 2],
    [0, 1, missing],
    [2, 2, 2],
    [2, 2, missing],
  ];
  assert.equal(outline(columns, ['a', 'b', 'c', 'd'].map(category)), [
    'impute-most-frequent → one-hot: 0',
    'one-hot: 1,3',
  ]);
});

test('rows that tell nothing are an error', async () => {
  const error = await rejects(
    () =>
      outline([
        [1, 1],
        [missing, missing],
      ]),
    /2 features that are constant or empty/,
  );
  assert.ok(error instanceof RampartError && error.code === 'data');
});

test('a fitted preprocessing is plain JSON', () => {
  const fitted = fitPreprocessing(exampleEncoding, encodeTable(exampleEncoding, exampleTable), options);
  assert.equal(preprocessingSchema.parse(JSON.parse(JSON.stringify(fitted))), fitted);
});

test('a preprocessing that does not fit together is refused', () => {
  const valid = fitPreprocessing([number('x')], [Float64Array.of(1, 2)], options);
  const { steps } = valid.blocks[0]!;
  const refused = (block: unknown, inputs = 1) =>
    assert.not(preprocessingSchema.safeParse({ inputs, blocks: [block] }).success);
  assert.ok(preprocessingSchema.safeParse(valid).success);
  refused({ columns: [0, 0], steps });
  refused({ columns: [1], steps });
  refused({ columns: [0], steps: [{ transform: 'log', states: [{}] }] });
  refused({ columns: [0], steps: [{ transform: 'standardize', states: [{ mean: 0 }] }] });
});

onEveryBackend(
  test,
  'whatever the training rows and the rows that come, all outputs are finite',
  async () => {
    const extreme = fc.constantFrom(
      missing,
      0,
      1e-30,
      -1e30,
      1e30,
      Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
    );
    const column = fc.array(fc.oneof(fc.double(), fc.float(), fc.nat(3), extreme), {
      minLength: 12,
      maxLength: 12,
    });
    const encoding: Encoding = [
      number('a'),
      number('b'),
      { name: 'c', type: 'category', vocabulary: [0, 1, 2] },
    ];
    await noLeak(() =>
      fc.assert(
        fc.property(
          column,
          column,
          fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }),
          column,
          (a, b, c, d) => {
            fc.pre(new Set(a).size > 2);
            const encode = (columns: number[][]) =>
              encodeTable(encoding, {
                rows: 12,
                columns: new Map(columns.map((cells, i) => [encoding[i]!.name, Float64Array.from(cells)])),
              });
            const fitted = fitPreprocessing(encoding, encode([a, b, c]), options);
            const transformed = transformRows(fitted, packRows(encode([d, d, d])), 12);
            assert.is(transformed.length, 12 * preprocessingWidth(fitted));
            assert.ok(transformed.every(Number.isFinite));
          },
        ),
        { numRuns: 60 },
      ),
    );
  },
);

onEveryBackend(test, 'rows do not depend on the rows beside them', () => {
  const columns = encodeTable(exampleEncoding, exampleTable);
  const fitted = fitPreprocessing(exampleEncoding, columns, options);
  const once = packRows(columns);
  const times = 700;
  const many = Float32Array.from({ length: once.length * times }, (_, i) => once[i % once.length]!);
  const expected = transformRows(fitted, once, 8);
  const actual = transformRows(fitted, many, 8 * times);
  assert.ok(actual.every((value, i) => value === expected[i % expected.length]));
});
test.run();
