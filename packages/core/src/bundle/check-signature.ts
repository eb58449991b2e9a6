import { describeProblem, listed, type Problem, RampartError } from '../errors.ts';
import type { Column } from '../schema/columns/column.ts';
import type { DatasetSchema, Target } from '../schema/dataset-schema.ts';
import { domainOf } from '../schema/columns/domain.ts';
import { featuresOf } from '../schema/features-of.ts';
import { targetOf } from '../schema/target-of.ts';
import type { FeatureEncoding } from '../encoding/feature-encoding.ts';
import type { GoldenRow } from './golden.ts';
import type { Signature } from './manifest.ts';

const fix = 'The files of this bundle do not belong together: train and push again.';

/** Whether the model's inputs and classes are those of the schema; every difference is a problem. */
export function checkSignature(schema: DatasetSchema, signature: Signature, where: string): Problem[] {
  const problems: Problem[] = [];
  const differ = (place: string, expected: string, received: string) =>
    problems.push({ where: `${where}, signature.${place}`, expected, received, fix });

  const features = new Map(featuresOf(schema).map((column) => [column.name, column]));
  const names = signature.inputs.map(({ name }) => name);
  if (names.join('\n') !== [...features.keys()].join('\n')) {
    differ('inputs', `the schema's features in their order: ${listed(features.keys())}`, listed(names));
  }
  for (const input of signature.inputs) {
    const column = features.get(input.name);
    const expected = column === undefined ? undefined : differentDomain(input, column);
    if (expected !== undefined) differ(`inputs.${input.name}`, expected, describeInput(input));
  }
  const target = targetIn(schema);
  if ('problem' in target) return [...problems, { where, expected: target.problem, fix }];
  if (signature.classes.join('\n') !== target.classes.join('\n')) {
    differ('classes', listed(target.classes), listed(signature.classes));
  }
  if (signature.positive !== target.positive) {
    differ('positive', String(target.positive), String(signature.positive));
  }
  return problems;
}

/** What the column would need as its input, where the given one is something else. */
function differentDomain(input: FeatureEncoding, column: Column): string | undefined {
  const { numeric, values } = domainOf(column);
  // Numbers with a list of values may be encoded either way.
  if (input.type === 'number') return numeric ? undefined : 'categories';
  // Hashing takes any value, whatever is listed.
  if (input.buckets !== undefined) return undefined;
  if (values === undefined) {
    return numeric && input.vocabulary.some((value) => typeof value === 'string') ? 'a number' : undefined;
  }
  const known = new Set<unknown>(input.vocabulary);
  const same = known.size === values.length && values.every((value) => known.has(value));
  return same ? undefined : `categories ${listed(values)}`;
}

function describeInput(input: FeatureEncoding): string {
  return input.type === 'number' ? 'a number' : `categories ${listed(input.vocabulary)}`;
}

function targetIn(schema: DatasetSchema): Target | { problem: string } {
  try {
    return targetOf(schema);
  } catch (error) {
    if (!(error instanceof RampartError)) throw error;
    return { problem: `a schema with a target (${error.problems.map(describeProblem).join(' ')})` };
  }
}

/** Whether golden rows hold exactly the model's inputs and one probability for each of its classes. */
export function checkGolden(golden: readonly GoldenRow[], signature: Signature, where: string): Problem[] {
  const names = signature.inputs.map(({ name }) => name);
  return golden.flatMap(({ row, probabilities }, i) => {
    const problems: Problem[] = [];
    const place = `${where}, row ${i + 1}`;
    const keys = Object.keys(row);
    if (keys.length !== names.length || !names.every((name) => Object.hasOwn(row, name))) {
      problems.push({ where: place, expected: `the inputs ${listed(names)}`, received: listed(keys), fix });
    }
    if (probabilities.length !== signature.classes.length) {
      const expected = `${signature.classes.length} probabilities`;
      problems.push({ where: place, expected, received: String(probabilities.length), fix });
    }
    return problems;
  });
}

/** Whether a model takes the signature's inputs and gives a probability for each of its classes, given the columns of both. */
export function checkWidths(inputs: number, outputs: number, signature: Signature, where: string): Problem[] {
  const { classes, positive } = signature;
  // Of two classes the probability of the positive one is enough.
  const enough = outputs === classes.length || (outputs === 1 && classes.length === 2 && positive !== null);
  if (inputs === signature.inputs.length && enough) return [];
  const expected = `a model from ${signature.inputs.length} inputs to ${classes.length} classes`;
  return [{ where, expected, received: `one from ${inputs} inputs to ${outputs} outputs`, fix }];
}
