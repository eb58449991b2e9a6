import { z } from 'zod';
import { families } from '../families/families.ts';
import { candidateSettings } from './candidate.ts';
import { configSchema } from './config-schema.ts';

/** One setting, for people who look for it. */
export interface SettingFact {
  /** As `--set` takes it; `<n>` stands for a number from 0 on. */
  readonly name: string;
  /** Where nobody says otherwise; undefined: nothing. */
  readonly default: unknown;
  /** What it may be, in words. */
  readonly values: string;
  readonly meaning: string;
}

/** Every setting of a run, in the order of the schema, then what a candidate and a member of it may say for themselves. */
export function describeSettings(): SettingFact[] {
  const prefix = 'training.candidates.<n>.';
  const names = families.map(({ name }) => name);
  const family = z
    .enum(names)
    .default(names[0]!)
    .describe('Kind of model, which decides what else it may say');
  return [
    ...settingsIn(configSchema, ''),
    ...settingsIn(z.strictObject({ family, ...candidateSettings }), prefix),
    ...memberSettings(prefix),
  ];
}

/** What members may say; where families mean different things by one name, each is told. */
function memberSettings(prefix: string): SettingFact[] {
  const facts = new Map<string, SettingFact>();
  for (const { name: family, member } of families) {
    for (const fact of settingsIn(member, prefix)) {
      const known = facts.get(fact.name);
      const other = `; family ${family}: ${fact.meaning} (default: ${String(fact.default)})`;
      facts.set(fact.name, known ? { ...known, meaning: known.meaning + other } : fact);
    }
  }
  return [...facts.values()];
}

function settingsIn(section: z.ZodObject, prefix: string): SettingFact[] {
  return Object.entries(section.shape).flatMap(([key, schema]: [string, z.core.$ZodType]) => {
    const name = `${prefix}${key}`;
    const { inner, meaning } = unwrapped(schema);
    if (inner instanceof z.ZodObject) return settingsIn(inner, `${name}.`);
    const json = z.toJSONSchema(inner, { unrepresentable: 'any', io: 'input' });
    return [{ name, default: z.safeParse(schema, undefined).data, values: valuesOf(json), meaning }];
  });
}

/** The schema inside defaults and the like, and the outermost description. */
function unwrapped(schema: z.core.$ZodType): { inner: z.core.$ZodType; meaning: string } {
  const own = (schema as z.ZodType).description;
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  if (innerType === undefined) return { inner: schema, meaning: own ?? '' };
  const { inner, meaning } = unwrapped(innerType);
  return { inner, meaning: own ?? meaning };
}

function valuesOf(json: z.core.JSONSchema.BaseSchema): string {
  if (json.anyOf) return [...new Set(json.anyOf.map((one) => valuesOf(one as typeof json)))].join(' or ');
  if (json.enum) return json.enum.join(', ');
  if (json.const !== undefined) return String(json.const);
  switch (json.type) {
    case 'integer':
    case 'number':
      return numbersOf(json);
    case 'boolean':
      return 'true, false';
    case 'array':
      return 'a list';
    case 'object':
      return 'a section';
    default:
      return 'a text';
  }
}

function numbersOf({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
}: z.core.JSONSchema.BaseSchema): string {
  const bounded = (limit: number | boolean | undefined) =>
    typeof limit === 'number' && Math.abs(limit) < 2 ** 53 - 1;
  const parts = [
    ...(bounded(minimum) ? [`at least ${minimum}`] : []),
    ...(bounded(exclusiveMinimum) ? [`more than ${exclusiveMinimum}`] : []),
    ...(bounded(maximum) ? [`at most ${maximum}`] : []),
    ...(bounded(exclusiveMaximum) ? [`less than ${exclusiveMaximum}`] : []),
  ];
  const noun = multipleOf === 1 ? 'a whole number' : 'a number';
  return parts.length === 0 ? noun : `${noun}, ${parts.join(', ')}`;
}
