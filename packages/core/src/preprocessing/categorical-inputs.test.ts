import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { parseConfig } from '../config/load-config.ts';
import { categoricalInputs } from './categorical-inputs.ts';
import { fitPreprocessing } from './fit-preprocessing.ts';
import { preprocessingWidth } from './preprocessing.ts';
import { transformRows } from '../tensor/preprocessing/apply-preprocessing.ts';
import { useBackend } from '../tensor/backend/index.ts';
import { packRows } from '../encoding/encode-table.ts';

const test = suite('categoricalInputs');

test('one-hot codes and missing flags, each column on its own, wherever numbers lie', async () => {
  await useBackend('cpu');
  const columns = [
    Float64Array.of(0, 1, 2, 1, 0, 2),
    Float64Array.of(0.5, Number.NaN, 3, 7, -1, 2),
    Float64Array.of(1, 0, 1, 0, 1, 1),
  ];
  const preprocessing = fitPreprocessing(
    [
      { name: 'protocol', type: 'category', vocabulary: ['a', 'b', 'c'] },
      { name: 'size', type: 'number', origin: 0 },
      { name: 'flag', type: 'category', vocabulary: [0, 1] },
    ],
    columns,
    parseConfig({ transformation: { numeric: 'standardize', bins: 8, oneHotLevels: 8 } }, 'the test')
      .transformation,
  );
  const spans = categoricalInputs(preprocessing);
  assert.deepEqual(
    spans.map(({ length }) => length).toSorted((a, b) => a - b),
    [1, 2, 3],
  );

  const width = preprocessingWidth(preprocessing);
  const rows = transformRows(preprocessing, packRows(columns), 6);
  const within = (input: number) =>
    spans.some(({ start, length }) => input >= start && input < start + length);
  for (let input = 0; input < width; input++) {
    const values = rows.filter((_, at) => at % width === input);
    assert.equal(
      values.every((value) => value === 0 || value === 1),
      within(input),
    );
  }
});

test.run();
