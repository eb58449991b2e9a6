import { ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { plainPreprocessing } from '../../preprocessing/plain-preprocessing.ts';
import {
  type Preprocessing,
  preprocessingSchema,
  preprocessingWidth,
} from '../../preprocessing/preprocessing.ts';
import { transforms } from '../../preprocessing/transforms/transforms.ts';
import { createRandom, type Random } from '../../random.ts';
import { onEveryBackend } from '../../testing/on-every-backend.ts';
import { fitOptions } from '../../testing/test-transform.ts';
import { drawMagnitudes } from '../../testing/transform-columns.ts';
import { transformRows } from './apply-preprocessing.ts';

const test = suite('odd states');

const odd = [
  0, -0, 1, -1, 0.5, 1e-45, 1e-38, 1e-31, 1e-320, 5e-324, 1e30, -1e30, 2e30, 3.5e38, 1e308, -1e308,
];

/** Another number in the place of one or some of those in plain data. */
function mutate(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return random.next() < 0.03 ? odd[random.integer(odd.length)] : value;
  if (Array.isArray(value)) {
    const list = value.map((inner) => mutate(inner, random));
    return random.next() < 0.03 ? list.map(() => list[0]) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mutate(inner, random)]));
}

/** A preprocessing as somebody may have written it by hand: a transform with or without an imputer before it, odd numbers. */
function oddPreprocessing(name: string, trained: readonly Float64Array[], random: Random): unknown {
  const chain = random.integer(2) === 0 ? [name] : ['impute-median', name];
  const steps = chain.map((transform) => ({
    transform,
    states: trained.map((column) => mutate(transforms.get(transform)!.fit(column, fitOptions), random)),
  }));
  return { inputs: trained.length, blocks: [{ columns: trained.map((_, i) => i), steps }] };
}

for (const name of transforms.keys()) {
  onEveryBackend(test, `${name}: what a bundle may say gives a number or NaN here as everywhere`, () => {
    const random = createRandom(11).fork(name);
    let taken = 0;
    for (let draw = 0; draw < 80; draw++) {
      const { trained, rows: drawn } = drawMagnitudes(random);
      // What is denormal in float32 is 0 to the library of tfjs-node.
      const rows = drawn.map((value) => (Math.abs(value) < 2 ** -126 ? 0 : value));
      const codes = trained.map((column) =>
        column.map((value) => (Number.isNaN(value) ? value : Math.abs(Math.round(value)) % 7)),
      );
      const categories = transforms.get(name)!.categorical || name === 'frequency';
      const parsed = preprocessingSchema.safeParse(
        oddPreprocessing(name, categories ? codes : trained, random),
      );
      if (!parsed.success) continue;
      taken++;
      const given: Preprocessing = parsed.data;
      const width = preprocessingWidth(given);
      if (width === 0) continue;
      const count = rows.length / given.inputs;
      const onTensors = transformRows(given, rows, count);
      const apply = plainPreprocessing(given);
      const plain = new Float32Array(count * width);
      for (let row = 0; row < count; row++) {
        apply(rows.subarray(row * given.inputs, (row + 1) * given.inputs), plain.subarray(row * width));
      }
      plain.forEach((value, i) => {
        const close = Math.abs(value - onTensors[i]!) <= 1e-5 * Math.max(1, Math.abs(value));
        ok(
          close || Object.is(value, onTensors[i]),
          `draw ${draw}, output ${i}: ${value} and ${onTensors[i]}: ${JSON.stringify(given).slice(0, 600)}`,
        );
      });
    }
    ok(taken > 0, 'every draw was refused');
  });
}

test.run();
