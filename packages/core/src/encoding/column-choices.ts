import type { Config } from '../config/config-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import { listed, type Problem, quote } from '../errors.ts';
import type { Column } from '../schema/columns/column.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { domainOf } from '../schema/columns/domain.ts';
import { featuresOf } from '../schema/features-of.ts';

/** What is chosen for single columns, by name. */
export type ColumnChoices = Config['transformation']['columns'];
/** What is chosen for one column. */
export type ColumnChoice = ColumnChoices[string];

/** An ordinal column of numbers with more levels than this is read as a quantity. */
const mostOrdinalLevels = 12;

/**
 * Whether a column is read as a number rather than as a category. Numeric and time columns are, and so are ordinal
 * columns of more than 12 numbers: their order says more than a code per level. A choice of scale or encoding
 * overrules that.
 */
export function readsAsNumber(column: Column, { scale, encode }: ColumnChoice = {}): boolean {
  if (scale !== undefined || encode !== undefined) return encode === undefined;
  const { numeric, values } = domainOf(column);
  const graded = column.kind === 'ordinal' && numeric && (values?.length ?? 0) > mostOrdinalLevels;
  return column.kind === 'numeric' || column.kind === 'time' || graded;
}

/** What is wrong with `transformation.columns` for a dataset: columns that are no features, choices that do not fit the kind. */
export function columnChoiceProblems(schema: DatasetSchema, choices: ColumnChoices): Problem[] {
  const features = new Map(featuresOf(schema).map((column) => [column.name, column]));
  return Object.entries(choices).flatMap(([name, choice]) => {
    const where = `transformation.columns.${name}`;
    const column = features.get(name);
    if (column !== undefined) return misfits(column, choice).map((misfit) => describe(where, column, misfit));
    const other = schema.columns.find((known) => known.name === name);
    const near = didYouMean(name, features.keys());
    return {
      where,
      expected: `a feature of the dataset (${listed(features.keys())})`,
      received: other === undefined ? `\`${name}\`` : `\`${name}\`, whose role is ${other.role}`,
      ...(near === undefined ? {} : { fix: `Did you mean \`${near}\`?` }),
    };
  });
}

/** A setting of a column that its kind does not allow, and what does. */
type Misfit = readonly [setting: keyof ColumnChoice, expected: string, value: unknown];

function misfits(column: Column, choice: ColumnChoice): Misfit[] {
  const { scale, encode, clip, impute } = choice;
  const { numeric, values } = domainOf(column);
  if (scale !== undefined && encode !== undefined) {
    return [['encode', 'either `scale` (a number) or `encode` (a category), not both', encode]];
  }
  if (scale !== undefined && !numeric) return [['scale', '`encode`, as its values are texts', scale]];
  if (encode !== undefined && column.kind === 'time') {
    return [['encode', '`scale`, as its values are times', encode]];
  }
  const found: Misfit[] = [];
  if (column.monotone !== undefined && (encode === 'hashing' || (encode && column.kind === 'numeric'))) {
    const why =
      'nothing, as the schema declares it monotone and a category would lose the order of its values';
    found.push(['encode', why, encode]);
  }
  const number = readsAsNumber(column, choice);
  if (clip !== undefined && !number) found.push(['clip', 'nothing, as it is read as a category', clip]);
  if (typeof impute === 'string' && impute !== 'most-frequent' && !number) {
    found.push(['impute', '`most-frequent` or a constant, as it is read as a category', impute]);
  }
  if (typeof impute === 'object') {
    const type = numeric ? 'number' : 'string';
    const known = number || (values?.map(String).includes(String(impute.constant)) ?? true);
    if (typeof impute.constant !== type) {
      found.push(['impute', `a constant that is a ${numeric ? 'number' : 'text'}`, impute.constant]);
    }
    if (!known) found.push(['impute', `one of its values (${listed(values!)})`, impute.constant]);
  }
  return found;
}

function describe(where: string, column: Column, [setting, expected, value]: Misfit): Problem {
  const place = `${where}.${setting}`;
  return { where: place, expected: `${expected} (kind ${column.kind})`, received: quote(value) };
}
