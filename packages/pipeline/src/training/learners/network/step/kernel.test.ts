import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { createKernel, type KernelMemory } from './kernel.ts';

const test = suite('kernel');

const sizes = { a: 80_000, b: 80_000, packed: 90_000, c: 80_000 };

/** Products of many sizes, A as it is and transposed, C new and added to; the floats of each C. */
function products(
  { kernel, at, view }: KernelMemory<keyof typeof sizes>,
  expect?: (value: number, exact: number) => void,
): Float32Array[] {
  const random = createRandom(5);
  return Array.from({ length: 60 }, (_, turn) => {
    const size = () => 1 + random.integer(turn < 40 ? 120 : 280);
    const [rows, depth, columns] = [size(), size(), size()];
    const [transposed, add] = [turn % 2 === 1, turn % 3 === 1];
    const [a, b, c] = [view(at.a, rows * depth), view(at.b, depth * columns), view(at.c, rows * columns)];
    for (const values of [a!, b!, c!]) {
      for (let i = 0; i < values.length; i++) values[i] = random.next() - 0.5;
    }
    const before = c!.slice();
    kernel.packRows(at.b, columns, depth, columns, at.packed);
    const [rowStep, depthStep] = transposed ? [4, 4 * rows] : [4 * depth, 4];
    kernel.multiply(at.a, rowStep!, depthStep!, at.packed, at.c, columns, rows, depth, columns, add);
    if (expect) {
      for (const [i, value] of c!.entries()) {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let exact = add ? before[i]! : 0;
        for (let k = 0; k < depth; k++) {
          exact += a![transposed ? k * rows + row : row * depth + k]! * b![k * columns + column]!;
        }
        expect(value, exact);
      }
    }
    return c!.slice();
  });
}

/** The machine may be busy, so that a thread may take long to start and to sleep. */
async function until(holds: () => boolean, turn = () => {}): Promise<void> {
  for (const end = Date.now() + 60_000; !holds(); await setImmediate()) {
    assert.ok(Date.now() < end, 'it did not come to that within a minute');
    turn();
  }
}

test('a product is what float64 makes of it', () => {
  using memory = createKernel(sizes);
  let worst = 0;
  products(memory, (value, exact) => {
    worst = Math.max(worst, Math.abs(value - exact));
  });
  assert.ok(worst > 0 && worst < 1e-5, `${worst} off`);
});

test('helpers change no bit: before they are there, at work, asleep and woken', async () => {
  using alone = createKernel(sizes);
  const expected = products(alone);
  using shared = createKernel(sizes, 3);
  const { kernel, at } = shared;
  assert.deepEqual(products(shared), expected);
  // A product wakes those that sleep.
  await until(
    () => kernel.watching() > 0,
    () => kernel.multiply(at.a, 800, 4, at.packed, at.c, 200, 200, 200, 200, false),
  );
  for (let turn = 0; turn < 5; turn++) assert.deepEqual(products(shared), expected);
  await until(() => kernel.watching() === 0);
  assert.deepEqual(products(shared), expected);
});

test('helpers return when the memory is given up', async () => {
  const shared = createKernel(sizes, 2);
  shared[Symbol.dispose]();
  assert.equal(shared.kernel.help(1), -1);
  await until(() => shared.kernel.watching() === 0);
});

test.run();
