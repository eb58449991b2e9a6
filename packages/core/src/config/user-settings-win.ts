import { families } from '../families/families.ts';
import type { Family } from '../families/family.ts';
import type { Config } from './config-schema.ts';
import { defaultCandidates, thoroughBudget } from './default-candidates.ts';
import { isOwnSetting } from './own-setting.ts';
import { searchSetByUser, setByUser } from './set-by-user.ts';

type Data = Record<string, unknown>;

/** Bounds of the steps that leave epochs alone. */
const noBounds = { minimumSteps: 0, maximumSteps: Number.MAX_SAFE_INTEGER } as const;

/**
 * The data of a configuration with what its defaults would overrule of it: what a candidate or the search has by
 * default gives way to what the user sets for all members, and so do the bounds of the steps to epochs that the user
 * sets, for all or for one. What the effort asks for gives way to the user's own candidates and search. `config` is what
 * the data were parsed to.
 */
export function userSettingsWin(config: Config, value: unknown): unknown {
  const data = structuredClone(value) as Data;
  const given = givenOf(config);
  const training = sectionOf(data, 'training');
  Object.assign(training, boundsBeside(given));
  const { minimumSteps, maximumSteps } = config.training;
  if (given.has('minimumSteps') && !given.has('maximumSteps') && minimumSteps > maximumSteps) {
    training['maximumSteps'] ??= minimumSteps;
  }
  training['candidates'] = setByUser(config, 'training.candidates')
    ? candidatesWith(training['candidates'] as Data[], (member) => unbounded(member, given))
    : candidatesWith(defaultCandidates[config.training.effort], (member) => without(member, given));
  const search = sectionOf(training, 'search');
  const { trials, budget } = config.training.search;
  if (config.training.effort === 'thorough' && !searchSetByUser(config)) search['budget'] = thoroughBudget;
  else if (trials === 0 && budget === 'none') return data;
  const spaces = sectionOf(search, 'space');
  for (const family of families) {
    const { name, space } = family;
    const own = sectionOf(spaces, name);
    for (const key of Object.keys(config.training.search.space[name] as Data)) {
      // What the space has no default for comes from the sections anyway.
      const taken = given.has(key) && !isOwnSetting(family, key);
      if (taken && !Object.hasOwn(own, key)) own[key] = [given.get(key)];
    }
    if (!given.has('epochs') && 'minimumSteps' in space.shape) Object.assign(own, unbounded(own, given));
  }
  return data;
}

/** What the user sets for all members, by its name in the training or the transformation section. */
function givenOf(config: Config): ReadonlyMap<string, unknown> {
  const sections = ['training', 'transformation'] as const;
  return new Map(
    sections.flatMap((section) =>
      Object.entries(config[section]).filter(([name]) => setByUser(config, `${section}.${name}`)),
    ),
  );
}

/** The bounds that epochs of the user leave, but for those that are the user's too. */
function boundsBeside(given: Pick<ReadonlyMap<string, unknown>, 'has'>): Data {
  if (!given.has('epochs')) return {};
  return Object.fromEntries(Object.entries(noBounds).filter(([name]) => !given.has(name)));
}

/** A member with epochs of its own, free of bounds that nobody set. */
function unbounded(member: Data, given: ReadonlyMap<string, unknown>): Data {
  const family = familyOf(member);
  const has = (name: string) => Object.hasOwn(member, name) || (name !== 'epochs' && given.has(name));
  return family !== undefined && 'minimumSteps' in family.member.shape
    ? { ...member, ...boundsBeside({ has }) }
    : member;
}

function without(member: Data, given: ReadonlyMap<string, unknown>): Data {
  const family = familyOf(member);
  const kept = (name: string) => !given.has(name) || (family !== undefined && isOwnSetting(family, name));
  return Object.fromEntries(Object.entries(member).filter(([name]) => kept(name)));
}

function familyOf(member: Data): Family | undefined {
  return families.find(({ name }) => name === (member['family'] ?? families[0]!.name));
}

function candidatesWith(candidates: readonly Data[], change: (member: Data) => Data): Data[] {
  return candidates.map((candidate) => {
    const members = candidate['members'] as Data[] | undefined;
    return members === undefined ? change(candidate) : { ...candidate, members: members.map(change) };
  });
}

/** A section of the data, made where it is missing. */
function sectionOf(data: Data, name: string): Data {
  return (data[name] ??= {}) as Data;
}
