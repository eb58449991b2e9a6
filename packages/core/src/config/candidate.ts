import { z } from 'zod';
import { canonicalJson } from '../digest.ts';
import type { Family } from '../families/family.ts';
import { name } from './ranges.ts';
import { schemaByValue } from '../schema-by-value.ts';

/** What the configuration says of a member; its family knows the settings. */
export interface Member {
  readonly name?: string | undefined;
  readonly family: string;
  readonly [setting: string]: unknown;
}

/** One model to try: a member of a family, or several whose logits are averaged. */
export interface Candidate extends Partial<Member> {
  readonly name: string;
  readonly needs: 'nothing' | 'numbers';
  readonly members?: readonly Member[];
  /** How the members' logits are averaged; there where there are several. */
  readonly blend?: 'auto' | 'equal' | 'fitted';
}

/** A member of a candidate by the name that all its random numbers come from. */
export interface NamedMember {
  readonly name: string;
  readonly family: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What the constant prior is called on the leaderboard; no candidate may have the name. */
export const priorName = 'prior';

/** Most members of one candidate. */
const mostMembers = 16;

const needs = z
  .enum(['nothing', 'numbers'])
  .default('nothing')
  .describe('`numbers`: left out where no column is a number, if another candidate remains');

const blend = z
  .enum(['auto', 'equal', 'fitted'])
  .default('auto')
  .describe(
    'With several `members` only: whether they count the same in their average, or by weights that are fitted on rows which they have not seen; `auto`: fitted where that is better on rows that the weights have not seen either',
  );

/** What the configuration may say of a candidate beside its members. */
export const candidateSettings = { needs, blend };

/** The candidates of the configuration, with members of these families. */
export function candidatesOf(families: readonly Family[]) {
  const names = families.map((family) => family.name);
  const familyOf = (value: unknown) => {
    const chosen = property(value, 'family') ?? names[0];
    return families.find((family) => family.name === chosen);
  };
  const unknown = z.looseObject({ family: z.enum(names) });
  const shapeOf = (family: Family) => ({
    family: z.literal(family.name).default(family.name),
    ...family.member.shape,
  });
  const alone = new Map(
    families.map((family) => [family, z.strictObject({ name, needs, ...shapeOf(family) })]),
  );
  const among = new Map(
    families.map((family) => [
      family,
      z.strictObject({
        name: name.optional().describe('What has one name in several candidates is one member, trained once'),
        ...shapeOf(family),
      }),
    ]),
  );
  const member = schemaByValue<Member>((value) => among.get(familyOf(value)!) ?? unknown);
  const several = z.strictObject({ name, needs, blend, members: z.array(member).min(1).max(mostMembers) });
  const candidate = schemaByValue<Candidate>((value) =>
    typeof property(value, 'members') === 'object' ? several : (alone.get(familyOf(value)!) ?? unknown),
  );
  return z
    .array(candidate)
    .min(1)
    .refine((all) => repeatedNames(all).length === 0, {
      // Also where something else is wrong, so that every problem is reported at once.
      when: ({ value }) => Array.isArray(value),
      error: ({ input }) => `every name once, not \`${repeatedNames(input).join('`, `')}\` again`,
    })
    .refine((all) => all.every((one) => one.name !== priorName), {
      error: `another name than \`${priorName}\`, which the leaderboard has for the constant prior`,
    })
    .refine((all) => ambiguousNames(all).length === 0, {
      error: ({ input }) =>
        `the same settings wherever one name stands, unlike \`${ambiguousNames(input as Candidate[]).join('`, `')}\``,
    });
}

/** The members of a candidate in their order. One that has no name is called as the candidate, with a number where it is not alone. */
export function membersOf(candidate: Candidate): NamedMember[] {
  const { name: whole, needs: _, blend: __, members, ...alone } = candidate;
  const all = members ?? [alone as Member];
  return all.map(({ name: own, family, ...settings }, at) => ({
    // No name that a user gives can hold this sign.
    name: own ?? (all.length === 1 ? whole : `${whole}#${at + 1}`),
    family,
    settings,
  }));
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function repeatedNames(all: unknown): string[] {
  const names = (all as unknown[]).map((one) => property(one, 'name'));
  const repeated = names.filter((one, index) => one !== undefined && names.indexOf(one) < index);
  return [...new Set(repeated)].map(String);
}

/** Names that stand for members of different settings. */
function ambiguousNames(all: readonly Candidate[]): string[] {
  const known = new Map<string, string>();
  const ambiguous = all.flatMap(membersOf).filter(({ name: one, ...rest }) => {
    const text = canonicalJson(rest);
    const before = known.get(one) ?? text;
    known.set(one, before);
    return before !== text;
  });
  return [...new Set(ambiguous.map((one) => one.name))];
}
