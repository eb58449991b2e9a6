import { deepEqual, equal, ok } from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { editColumns } from '../../features/edit-columns.ts';
import { encodedExample } from '../../testing/encoded-rows.ts';
import type { OutOfFold } from './out-of-fold.ts';
import { permuteFeatures } from './permute-features.ts';
import type { TriedCandidate } from './tried-candidate.ts';

const test = suite('permuteFeatures');

/** Rows in so many groups, each of which leans to one side, and whose labels follow three times the first column. */
function table(rows: number, groups: number) {
  const random = createRandom(3);
  const leaning = Float64Array.from({ length: groups }, () => random.normal());
  const own = Int32Array.from({ length: rows }, (_, row) => row % groups);
  const example = encodedExample(3, rows, 3);
  const [first, ...others] = example.columns as [Float64Array, Float64Array, Float64Array];
  const columns = [first.map((value, row) => value + leaning[own[row]!]!), ...others];
  const labels = Int32Array.from(columns[0]!, (value) =>
    random.next() < 1 / (1 + Math.exp(-3 * value)) ? 1 : 0,
  );
  return { ...example, columns, labels, groups: own };
}

type Table = ReturnType<typeof table>;

/** Asks a model that says three times the first column, and nothing of the others. */
async function permute(rows: Table, sets: number[][], seed = 1) {
  let scored = new Int32Array();
  const outOfFold: Pick<OutOfFold, 'editedLogits'> = {
    editedLogits(_, __, edits, { rows: some } = {}) {
      scored = Int32Array.from(some!);
      const taken = rows.columns.map((column) => Float64Array.from(scored, (row) => column[row]!));
      return Promise.resolve(edits.map((edit) => editColumns(taken, edit)[0]!.map((value) => 3 * value)));
    },
  };
  const chosen = { members: [] } as unknown as TriedCandidate;
  const selection = { chosen, blend: undefined };
  const found = await permuteFeatures(selection, outOfFold as OutOfFold, rows, sets, createRandom(seed));
  return { ...found, scored };
}

test('what the model goes by is all that it saves, and what it does not go by is nothing', async () => {
  const { rises, saved, rows, scored } = await permute(table(3000, 3000), [[0], [1], [1, 2], [0, 2]]);
  equal(rows, 3000);
  deepEqual(
    scored,
    Int32Array.from({ length: 3000 }, (_, row) => row),
  );
  const [own, other, others, both] = rises;
  ok(Math.abs(own!.logLoss - saved) < 0.02 && saved > 0.3, `${own!.logLoss} of ${saved}`);
  ok(own!.standardError > 0.005 && own!.standardError < 0.05);
  deepEqual([other, others], Array(2).fill({ logLoss: 0, standardError: 0 }));
  ok(Math.abs(both!.logLoss - own!.logLoss) < 3 * own!.standardError);
});

test('rows of one group are no independent draws', async () => {
  const few = table(3000, 12);
  const [grouped] = (await permute(few, [[0]])).rises;
  const [apart] = (await permute({ ...few, groups: Int32Array.from(few.labels.keys()) }, [[0]])).rises;
  equal(grouped!.logLoss, apart!.logLoss);
  ok(grouped!.standardError > 2 * apart!.standardError);
});

test('of a long table rows of every group are drawn by the seed, each once', async () => {
  const long = table(20_000, 4);
  const { rows, scored, rises } = await permute(long, [[0]]);
  equal(rows, scored.length);
  ok(rows >= 4900 && rows < 5600, String(rows));
  deepEqual(scored, Int32Array.from(new Set(scored)).sort());
  equal(new Set(scored.map((row) => long.groups[row]!)).size, 4);
  deepEqual((await permute(long, [[0]])).rises, rises);
  ok((await permute(long, [[0]], 2)).rises[0]!.logLoss !== rises[0]!.logLoss);
});

test.run();
