import { deepEqual } from 'node:assert/strict';
import { compareBatch, defineSchema } from '@rampart/core';
import { buildReference, createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { driftCauses } from './drift-causes.ts';

const test = suite('driftCauses');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'spread', kind: 'numeric' },
    { name: 'protocol', kind: 'categorical' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
});

interface Change {
  readonly missing?: number;
  readonly mean?: number;
  readonly spread?: number;
  readonly protocols?: readonly string[];
  readonly yes?: number;
}

function tableOf(seed: number, { missing = 0.1, mean = 3, spread = 1, yes = 0.4, ...rest }: Change = {}) {
  const random = createRandom(seed);
  const rows = 2_000;
  const { protocols = ['tcp', 'tcp', 'tcp', 'udp'] } = rest;
  const numbers = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
  return {
    rows,
    columns: new Map<string, Float64Array | string[]>([
      ['bytes', numbers((row) => (row < missing * rows ? Number.NaN : mean + random.normal()))],
      // Symmetric, so that the mean stays while the rest moves.
      ['spread', numbers((row) => (row % 2 === 0 ? 1 : -1) * (spread + Math.floor(row / 2) / rows))],
      ['protocol', Array.from({ length: rows }, (_, row) => protocols[row % protocols.length]!)],
      ['attack', Array.from({ length: rows }, (_, row) => (row < yes * rows ? 'yes' : 'no'))],
    ]),
  };
}

const reference = buildReference(tableOf(1), schema);
const causes = (change: Change) =>
  compareBatch(reference, tableOf(2, change), schema).columns.flatMap((column) => {
    const found = driftCauses(column, 2_000);
    return found.length === 0
      ? []
      : [`${column.name}: ${found.join('; ').replaceAll(/(mean [23])\.\d+/g, '$1')}`];
  });

for (const [name, change, expected] of [
  ['nothing', {}, []],
  ['gaps', { missing: 0.39 }, ['bytes: missing 10 → 39 %']],
  ['the mean', { mean: 5.2 }, [/^bytes: mean [23] → 5\.\d+$/]],
  ['the spread alone', { spread: 2 }, [/^spread: above -?[\d.]+ \d+ → \d+ %$/]],
  [
    'a new value',
    { protocols: ['tcp', 'tcp', 'tcp', 'tcp6'] },
    ['protocol: new value tcp6 25 %; udp 25 → 0 %'],
  ],
  ['shares', { protocols: ['tcp', 'udp'] }, ['protocol: tcp 75 → 50 %; udp 25 → 50 %']],
  ['the label', { yes: 0.6 }, ['attack: no 60 → 40 %; yes 40 → 60 %']],
  ['gaps and the mean', { missing: 0.3, mean: 1 }, [/^bytes: missing 10 → 30 %; mean [23] → [01](\.\d+)?$/]],
] as const) {
  test(`${name}: what changed is what is told`, () => {
    const told = causes(change);
    deepEqual(
      told.map((text, at) => {
        const wanted = expected[at];
        return wanted instanceof RegExp && wanted.test(text) ? wanted : text;
      }),
      [...expected],
    );
  });
}

test.run();
