import { z } from 'zod';
import { counted } from './counted.ts';
import { schemaOfValue } from './schema-by-value.ts';
import { didYouMean } from './did-you-mean.ts';
import { listed, type Problem, quote } from './errors.ts';

/** The keys and indices that lead to a value. */
export type Path = readonly PropertyKey[];

/** A path as messages and `--set` write it: `training.candidates.0.hidden`. */
export function dotted(path: Path): string {
  return path.map(String).join('.');
}

/**
 * The issues of a failed parse as problems, each that tells what stood there; an unknown key comes with the nearest
 * one that is known. `place` names the place of a path.
 */
export function zodProblems(
  issues: readonly z.core.$ZodIssue[],
  { schema, value, place }: { schema: z.core.$ZodType; value: unknown; place: (path: Path) => string },
): Problem[] {
  return issues
    .flatMap(meant)
    .map((issue): Problem | Problem[] => {
      if (issue.code === 'unrecognized_keys') {
        const known = keysOf(schemaAt(schema, issue.path, value));
        return issue.keys.map((key) => ({
          where: place([...issue.path, key]),
          expected: `one of the known names (${listed(known, 20)})`,
          received: `\`${key}\``,
          ...suggestion(key, known),
        }));
      }
      const received = valueAt(value, issue.path);
      return {
        where: place(issue.path),
        expected: isInfinite(received) ? 'a number that is not too large' : expectationOf(issue),
        received: received === undefined ? 'nothing' : quote(received),
        ...suggestion(received, wordsOf(issue)),
      };
    })
    .flat();
}

/** The issues of the one alternative that a value was meant as, where all others are of another type altogether. */
function meant(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const others = new Set(['invalid_type', 'invalid_value']);
  const [one, ...more] = issue.errors.filter(
    (errors) => !errors.some(({ code, path }) => path.length === 0 && others.has(code)),
  );
  if (one === undefined || more.length > 0) return [issue];
  return one.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** Such as `1e999`, which no number can hold. */
function isInfinite(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

function wordsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_union') return issue.errors.flat().flatMap(wordsOf);
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

function suggestion(word: unknown, known: readonly string[]): { fix?: string } {
  const near = typeof word === 'string' ? didYouMean(word, known) : undefined;
  return near === undefined ? {} : { fix: `Did you mean \`${near}\`?` };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );
}

/** The schema inside defaults, optionals and the like. */
function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const { innerType } = (schema as { def?: { innerType?: z.core.$ZodType } } | undefined)?.def ?? {};
  return innerType === undefined ? schema : unwrapped(innerType);
}

function schemaAt(
  schema: z.core.$ZodType | undefined,
  path: Path,
  value: unknown,
): z.core.$ZodType | undefined {
  const general = unwrapped(schema);
  const inner = general && schemaOfValue(general, value);
  // Of alternatives only one with members can be meant.
  const outer =
    inner instanceof z.ZodUnion ? inner.options.find((option) => option instanceof z.ZodObject) : inner;
  const [key, ...rest] = path;
  if (key === undefined) return outer;
  const part = valueAt(value, [key]);
  if (outer instanceof z.ZodObject)
    return schemaAt((outer.shape as z.core.$ZodShape)[String(key)], rest, part);
  if (outer instanceof z.ZodArray) return schemaAt(outer.element, rest, part);
  if (outer instanceof z.ZodRecord) return schemaAt(outer.valueType, rest, part);
  return undefined;
}

function keysOf(schema: z.core.$ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape as z.core.$ZodShape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum)
    return schema.keyType.options.map(String);
  return [];
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a section with settings',
  record: 'a section with settings',
};

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? `\`${String(issue.values[0])}\`` : `one of ${listed(issue.values)}`;
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map(expectationOf))].join(' or ');
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'a whole number' : `a multiple of ${issue.divisor}`;
    case 'too_small':
      return bound(issue.origin, issue.inclusive ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive ? 'at most' : 'less than', issue.maximum);
    default:
      return issue.message;
  }
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const nouns: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };
  const noun = nouns[origin];
  return `${relation} ${noun === undefined ? limit : counted(Number(limit), noun)}`;
}
