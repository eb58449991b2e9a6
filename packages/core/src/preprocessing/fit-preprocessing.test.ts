import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { scale } from '../config/column-transformation.ts';
import { parseConfig } from '../config/load-config.ts';
import { RampartError } from '../errors.ts';
import { noLeak, onEveryBackend, rejects } from '../testing/index.ts';
import { exampleEncoding, exampleTable } from '../testing/example-bundle.ts';
import { encodeTable, packRows } from '../encoding/encode-table.ts';
import type { Encoding, FeatureEncoding } from '../encoding/feature-encoding.ts';
import { transformRows } from '../tensor/preprocessing/apply-preprocessing.ts';
import { fitPreprocessing, type PreprocessingOptions } from './fit-preprocessing.ts';
import { preprocessingSchema, preprocessingWidth } from './preprocessing.ts';

const test = suite('fit-preprocessing');
const options = parseConfig(
  { transformation: { numeric: ['standardize', 'quantile'], bins: 8, oneHotLevels: 8 } },
  'the test',
).transformation;
const number = (name: string) => ({ name, type: 'number', origin: 0 }) as const;
const category = (name: string): FeatureEncoding => ({ name, type: 'category', vocabulary: [0, 1, 2] });
const { NaN: missing } = Number;

/** The chains of a preprocessing with the columns that take them. */
function outline(
  columns: number[][],
  encoding: Encoding = columns.map((_, i) => number(`x${i}`)),
  more: Partial<PreprocessingOptions> = {},
) {
  const data = columns.map((column) => Float64Array.from(column));
  const { filled, blocks } = fitPreprocessing(encoding, data, { ...options, ...more });
  return [...(filled === undefined ? [] : [filled]), ...blocks].map(
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
  assert.equal(outline(columns, undefined, { numeric: 'quantile' }).length, 2);
  assert.equal(outline([[1, 2]], undefined, { numeric: 'log' }), ['impute-median → log: 0']);
});

test('categories are imputed only where missing was never seen', () => {
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

const complete = [
  [1, 2, 3],
  [4, 4, 4],
  [0, 1, 2],
  [2, 2, 1],
];
const mixed: Encoding = [number('a'), number('b'), category('c'), category('d')];

test('what a column is told overrules what all are told', () => {
  const columns = {
    a: { impute: { constant: 9 }, scale: ['min-max', 'log'], clip: { high: 2 } },
    c: { encode: 'frequency' },
    d: { impute: { constant: 1 }, indicator: true },
  } as const;
  assert.equal(outline(complete, mixed, { columns }), [
    'impute-constant → clip → min-max: 0',
    'impute-constant → clip → log: 0',
    'missing-flag: 3',
    'impute-constant → one-hot: 3',
    'impute-most-frequent → frequency: 2',
  ]);
  const flags = { a: { indicator: true }, c: { indicator: true }, d: { indicator: false } };
  assert.equal(outline(complete, mixed, { columns: flags, numeric: 'robust' }), [
    'impute-median → robust: 0',
    'missing-flag: 0',
    'impute-most-frequent → one-hot: 3',
    'one-hot: 2',
  ]);
});

test('the nearest rows fill in columns with gaps, compared by all number columns', () => {
  const columns = [...complete, [5, missing, 7], [5, missing, 7], [missing, missing, missing]];
  const encoding = [...mixed, number('e'), number('f'), number('g')];
  const options = { impute: 'knn', numeric: 'min-max', columns: { f: { clip: { low: 6 } } } } as const;
  assert.equal(outline(columns, encoding, options), [
    'impute-nearest: 0,1,4,5',
    'clip → min-max: 8',
    'impute-mean → min-max: 0',
    'min-max: 7',
    'missing-flag: 4,5',
    'impute-most-frequent → one-hot: 2,3',
  ]);
});

onEveryBackend(test, 'filled columns reach their scale as the nearest rows have them', () => {
  const encoding = [number('a'), number('b')];
  const columns = [Float64Array.of(0, 1, 10, 11), Float64Array.of(100, missing, 200, missing)];
  const fitted = fitPreprocessing(encoding, columns, {
    ...options,
    impute: 'knn',
    neighbours: 1,
    numeric: 'min-max',
  });
  const rows = [...transformRows(fitted, packRows(columns), 4)].map((value) => Math.round(100 * value) / 100);
  assert.equal(rows, [0, 0, 0, 0.09, 0, 1, 0.91, 1, 0, 1, 1, 1]);
  assert.equal(preprocessingSchema.parse(JSON.parse(JSON.stringify(fitted))), fitted);
});

test('a clipped column is learnt from as clipped, its bounds less the origin', () => {
  const encoding: Encoding = [{ name: 'a', type: 'number', origin: 1000 }];
  const columns = { a: { clip: { low: 1002 } } };
  const { blocks } = fitPreprocessing(encoding, [Float64Array.of(0, 1, 5)], {
    ...options,
    numeric: 'min-max',
    columns,
  });
  assert.equal(blocks[0]!.steps.at(-1), { transform: 'min-max', states: [{ low: 2, high: 5 }] });
});

test('columns of piecewise-linear inputs stand together by their number of bins', () => {
  const columns = [
    [1, 2, 3, 4],
    [1, 2, 1, 2],
    [5, 6, 7, 8],
    [3, 3, 4, 4],
  ];
  assert.equal(outline(columns, undefined, { numeric: 'piecewise-linear' }), [
    'impute-median → piecewise-linear: 1,3,0,2',
  ]);
});

test('every bucket of hashed values has an input', () => {
  const encoding: Encoding = [{ name: 'a', type: 'category', vocabulary: [], buckets: 100 }];
  const column = Float64Array.from({ length: 100 }, (_, i) => i);
  assert.is(preprocessingWidth(fitPreprocessing(encoding, [column], options)), 100);
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
  refused({ columns: [0], steps: [{ transform: 'spline', states: [{}] }] });
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
    const encoding: Encoding = [number('a'), number('b'), category('c')];
    const every = { ...options, impute: 'knn', numeric: [...scale.options] } as const;
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
            const fitted = fitPreprocessing(encoding, encode([a, b, c]), every);
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
