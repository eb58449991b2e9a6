import { z } from 'zod';

type Choose = (value: unknown) => z.ZodType;

const chosen = new WeakMap<z.core.$ZodType, Choose>();

/**
 * A schema that is another one for each value: where a union would report what is wrong with every alternative, the
 * value's problems are those with the one that it is meant as. `T` is what all of them give.
 */
export function schemaByValue<T>(choose: Choose): z.ZodType<T> {
  const schema = z.unknown().transform((value, context): T => {
    const { data, error } = choose(value).safeParse(value);
    for (const issue of error?.issues ?? []) context.addIssue({ ...issue });
    // As it came where it is wrong, so that checks of the whole can tell what is wrong with it too.
    return (error === undefined ? data : value) as T;
  });
  chosen.set(schema, choose);
  return schema;
}

/** The schema that a value is parsed by. */
export function schemaOfValue(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  return chosen.get(schema)?.(value) ?? schema;
}
