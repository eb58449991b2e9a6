import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { describeProblem } from './errors.ts';
import { dotted, zodProblems } from './zod-problems.ts';

const test = suite('zodProblems');

const schema = z.strictObject({
  size: z.number().multipleOf(1).min(2),
  share: z.number().gt(0).lt(1),
  mode: z.enum(['fast', 'slow']).default('fast'),
  layers: z
    .array(z.strictObject({ units: z.number(), name: z.string().regex(/^a/, 'a name that begins with a') }))
    .max(2)
    .prefault([]),
  least: z.partialRecord(z.enum(['accuracy', 'f1']), z.number()).default({}),
  either: z.union([z.number(), z.literal('auto')]).optional(),
  goal: z
    .union([z.enum(['f1', 'accuracy']), z.strictObject({ recall: z.number().max(1), cost: z.number() })])
    .optional(),
});

function sentences(value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return zodProblems(error?.issues ?? [], { schema, value, place: dotted }).map(describeProblem);
}

test('nothing is wrong with good data', () => {
  assert.equal(sentences({ size: 2, share: 0.5, layers: [{ units: 1, name: 'a' }], least: { f1: 1 } }), []);
});

test('every kind of issue says what was expected and what stood there', () => {
  const value = {
    size: 1.5,
    share: 1,
    mode: 'fsat',
    layers: [{ units: '3', name: 'b', unit: 1 }, {}],
    least: { accurracy: 1, f1: null },
    either: 'avto',
    siez: 1,
  };
  assert.equal(sentences(value).toSorted(), [
    'either: expected a number or `auto`, received "avto".\n  Did you mean `auto`?',
    'layers.0.name: expected a name that begins with a, received "b".',
    'layers.0.unit: expected one of the known names (units, name), received `unit`.\n  Did you mean `units`?',
    'layers.0.units: expected a number, received "3".',
    'layers.1.name: expected a text, received nothing.',
    'layers.1.units: expected a number, received nothing.',
    'least.accurracy: expected one of the known names (accuracy, f1), received `accurracy`.\n  Did you mean `accuracy`?',
    'least.f1: expected a number, received null.',
    'mode: expected one of fast, slow, received "fsat".\n  Did you mean `fast`?',
    'share: expected less than 1, received 1.',
    'siez: expected one of the known names (size, share, mode, layers, least, either, goal), received `siez`.\n  Did you mean `size`?',
    'size: expected a whole number, received 1.5.',
    'size: expected at least 2, received 1.5.',
  ]);
});

test('of alternatives the one that was meant says what is wrong inside', () => {
  const good = { size: 2, share: 0.5 };
  assert.equal(sentences({ ...good, goal: 'f2' }), [
    'goal: expected one of f1, accuracy or a section with settings, received "f2".\n  Did you mean `f1`?',
  ]);
  assert.equal(sentences({ ...good, goal: { recal: 1, recall: 2 } }), [
    'goal.recall: expected at most 1, received 2.',
    'goal.cost: expected a number, received nothing.',
    'goal.recal: expected one of the known names (recall, cost), received `recal`.\n  Did you mean `recall`?',
  ]);
});

test('a list that is too long', () => {
  assert.equal(sentences({ size: 2, share: 0.5, layers: [1, 2, 3] }), [
    'layers: expected at most 2 entries, received [1,2,3].',
  ]);
});

test('data that is no object at all', () => {
  assert.equal(sentences(null), [': expected a section with settings, received null.']);
});

test.run();
